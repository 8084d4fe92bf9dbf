package cnn.onnx.operator;

import cnn.api.layer.Layer;
import cnn.layers.Conv2d;
import cnn.layers.Conv3d;
import cnn.layers.DeformConv2d;
import cnn.layers.Size;
import cnn.layers.Size3d;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Convolutions: ONNX's weights (filters, channels, height, width) become (height, width, channels, filters). */
final class Convolutions {
    private Convolutions() {
    }

    static void convolution(Step step) {
        Attributes given = step.attributes();
        Constant weights = step.constant(1);
        int[] dims = weights.dims();
        boolean bias = step.has(2);
        int groups = groups(given);
        if (Volumes.is(step.activation(0))) {
            volume(step,
                    Conv3d.of(dims[0], new Size3d(dims[2], dims[3], dims[4])).stride(Volumes.size(given, "strides"))
                            .dilation(Volumes.size(given, "dilations")).padding(Volumes.padding(given)).groups(groups)
                            .bias(bias),
                    weights);
            return;
        }
        Size kernel = weights.rank() == 3 ? new Size(1, dims[2]) : new Size(dims[2], dims[3]);
        image(step, Conv2d.of(dims[0], kernel).stride(Images.size(given, "strides"))
                .dilation(Images.size(given, "dilations")).padding(Images.padding(given)).groups(groups).bias(bias),
                weights);
    }

    /** ONNX's weights (channels, filters / groups, height, width) become (height, width, filters / groups, channels). */
    static void transposed(Step step) {
        Constant weights = step.constant(1);
        TransposedWindow window = TransposedWindow.of(step.attributes(), step.activation(0).dims(), weights.dims());
        int groups = groups(step.attributes());
        int filters = Math.multiplyExact(weights.dims()[1], groups);
        if (Volumes.is(step.activation(0))) {
            volume(step, window.volumeLayer(filters, groups, step.has(2)), weights);
        } else {
            image(step, window.imageLayer(filters, groups, step.has(2)), weights);
        }
    }

    /** Offsets (N, 2 · elements, H, W) and masks (N, elements, H, W) of all windows. */
    static void deformable(Step step) {
        Attributes given = step.attributes();
        Constant weights = step.constant(1);
        int[] dims = weights.dims();
        Activation input = step.activation(0);
        if (input.rank() != 4 || dims.length != 4) {
            throw new Unsupported("it works on " + input.text() + ", and images (N, C, H, W) are read");
        }
        DeformConv2d layer = DeformConv2d.of(dims[0], new Size(dims[2], dims[3])).stride(Images.size(given, "strides"))
                .dilation(Images.size(given, "dilations")).padding(Images.padding(given)).groups(groups(given))
                .offsetGroups(Math.toIntExact(given.integer("offset_group", 1))).bias(step.has(3));
        Activation image = Images.of(step, input);
        Activation offsets = Images.of(step, step.activation(2));
        Map<String, float[]> numbers = numbers(weights.permute(2, 3, 1, 0), step.constantOrNull(3));
        step.give(Images.given(step, step.has(4)
                ? step.add(layer, numbers, image, offsets, Images.of(step, step.activation(4)))
                : step.add(layer, numbers, image, offsets), input));
    }

    private static int groups(Attributes given) {
        return Math.toIntExact(given.integer("group", 1));
    }

    private static void image(Step step, Layer layer, Constant weights) {
        int[] dims = weights.dims();
        Constant square = weights.rank() == 3 ? weights.reshape(dims[0], dims[1], 1, dims[2]) : weights;
        Activation input = step.activation(0);
        Activation image = Images.of(step, input);
        step.give(
                Images.given(step, step.add(layer, numbers(square.permute(2, 3, 1, 0), step.constantOrNull(2)), image),
                        input));
    }

    private static void volume(Step step, Layer layer, Constant weights) {
        Activation input = step.activation(0);
        Activation volume = Volumes.of(step, input);
        step.give(Volumes.given(step,
                step.add(layer, numbers(weights.permute(2, 3, 4, 1, 0), step.constantOrNull(2)), volume), input));
    }

    private static Map<String, float[]> numbers(Constant weights, @Nullable Constant bias) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        numbers.put("weights", weights.asFloats());
        if (bias != null) {
            numbers.put("bias", bias.asFloats());
        }
        return numbers;
    }
}
