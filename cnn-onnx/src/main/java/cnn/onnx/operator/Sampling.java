package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.shape.GridSample;
import cnn.layers.shape.GridSample.Beyond;
import cnn.layers.shape.Resize2d.Mode;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Map;
import java.util.stream.IntStream;

/** Images at computed places. */
final class Sampling {
    private Sampling() {
    }

    /** (N, C, H, W) at places (N, h, w, 2); volumes alike. */
    static void grid(Step step) {
        Activation image = step.activation(0);
        Activation places = step.activation(1);
        int axes = image.rank() - 2;
        if (axes < 1 || axes > 3 || places.rank() != image.rank() || places.dims()[places.rank() - 1] != axes) {
            throw new Unsupported("it takes " + image.text() + " at places " + places.text());
        }
        String mode = step.attributes().text("mode", "linear");
        String beyond = step.attributes().text("padding_mode", "zeros");
        GridSample layer = GridSample.of().alignCorners(step.attributes().flag("align_corners"))
                .mode(switch (mode) {
                    case "linear", "bilinear" -> Mode.LINEAR;
                    case "nearest" -> Mode.NEAREST;
                    case "cubic", "bicubic" -> Mode.CUBIC;
                    default -> throw new Unsupported("its mode is " + mode);
                }).beyond(switch (beyond) {
                    case "zeros" -> Beyond.ZEROS;
                    case "border" -> Beyond.BORDER;
                    case "reflection" -> Beyond.REFLECTION;
                    default -> throw new Unsupported("its padding_mode is " + beyond);
                });
        int[] order = IntStream.rangeClosed(1, axes + 1).toArray();
        Shape at = Shape.of(IntStream.of(order).map(axis -> places.dims()[axis]).toArray());
        int[] dims = image.dims().clone();
        for (int axis = 0; axis < axes; axis++) {
            dims[axis + 2] = places.dims()[axis + 1];
        }
        step.give(step.laidOut(step.add(layer, Map.of(), Normalizations.channelsLast(step, image),
                step.arranged(places, at, order)), dims, Normalizations.channelsBehind(image)).as(image.type()));
    }
}
