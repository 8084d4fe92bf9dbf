package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Padding;
import cnn.layers.Size;
import cnn.onnx.graph.Attributes;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;

/** Images as layers take them, and what windows over them are told. A signal (N, C, L) is an image of height 1. */
final class Images {
    private Images() {
    }

    /** (N, C, H, W) or (N, C, L) as (H, W, C). */
    static Activation of(Step step, Activation value) {
        int[] dims = value.dims();
        return switch (dims.length) {
            case 3 -> step.arranged(value, Shape.image(1, dims[2], dims[1]), 2, 1);
            case 4 -> step.arranged(value, Shape.image(dims[2], dims[3], dims[1]), 2, 3, 1);
            default -> throw new Unsupported("it works on " + value.text()
                    + ", and those of images (N, C, H, W) and signals (N, C, L) are read");
        };
    }

    /** An image or a vector (C) that a layer gave as ONNX sees it, with as many axes as the layer's input had. */
    static Activation given(Step step, Activation output, Activation input) {
        int[] dims = input.dims().clone();
        Shape shape = output.shape();
        dims[1] = shape.channels();
        if (dims.length == 3) {
            dims[2] = shape.isImage() ? shape.width() : 1;
            return step.laidOut(output, dims, 2, 1);
        }
        dims[2] = shape.isImage() ? shape.height() : 1;
        dims[3] = shape.isImage() ? shape.width() : 1;
        return step.laidOut(output, dims, 2, 3, 1);
    }

    /** One number for each spatial axis, 1 where it is left out. */
    static Size size(Attributes attributes, String name) {
        long[] sides = attributes.integers(name);
        return sides == null || sides.length == 0
                ? Size.of(1)
                : sides.length == 1
                        ? new Size(1, Math.toIntExact(sides[0]))
                        : new Size(Math.toIntExact(sides[0]), Math.toIntExact(sides[1]));
    }

    static Padding padding(Attributes attributes) {
        String automatic = attributes.text("auto_pad", "NOTSET");
        long[] pads = attributes.integers("pads"); // all starts, then all ends
        return switch (automatic) {
            case "SAME_UPPER" -> Padding.SAME;
            case "SAME_LOWER" -> Padding.SAME_LOWER;
            case "VALID" -> Padding.VALID;
            case "NOTSET" -> pads == null || pads.length == 0
                    ? Padding.VALID
                    : pads.length == 2
                            ? Padding.of(0, Math.toIntExact(pads[0]), 0, Math.toIntExact(pads[1]))
                            : Padding.of(Math.toIntExact(pads[0]), Math.toIntExact(pads[1]),
                                    Math.toIntExact(pads[2]), Math.toIntExact(pads[3]));
            default -> throw new Unsupported("its auto_pad is " + automatic);
        };
    }
}
