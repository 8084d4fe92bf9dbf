package cnn.onnx.operator;

import cnn.layers.Conv2d;
import cnn.layers.Size;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import java.util.LinkedHashMap;
import java.util.Map;

/** Convolutions: ONNX's weights (filters, channels, height, width) become (height, width, channels, filters). */
final class Convolutions {
    private Convolutions() {
    }

    static void convolution(Step step) {
        Attributes given = step.attributes();
        Activation input = step.activation(0);
        Constant weights = step.constant(1);
        Constant bias = step.constantOrNull(2);
        Activation image = Images.of(step, input);
        Constant square = weights.rank() == 3
                ? weights.reshape(weights.dims()[0], weights.dims()[1], 1, weights.dims()[2])
                : weights;
        int[] dims = square.dims();
        Conv2d layer = Conv2d.of(dims[0], new Size(dims[2], dims[3])).stride(Images.size(given, "strides"))
                .dilation(Images.size(given, "dilations")).padding(Images.padding(given))
                .groups(Math.toIntExact(given.integer("group", 1))).bias(bias != null);
        Map<String, float[]> numbers = new LinkedHashMap<>();
        numbers.put("weights", square.permute(2, 3, 1, 0).asFloats());
        if (bias != null) {
            numbers.put("bias", bias.asFloats());
        }
        step.give(Images.given(step, step.add(layer, numbers, image), input));
    }
}
