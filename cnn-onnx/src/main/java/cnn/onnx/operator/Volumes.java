package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Padding3d;
import cnn.layers.Size3d;
import cnn.onnx.graph.Attributes;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import org.jspecify.annotations.Nullable;

/** Volumes (N, C, D, H, W) as layers take them, and what windows over them are told. */
final class Volumes {
    private Volumes() {
    }

    /** Whether a value has three spatial axes. */
    static boolean is(Activation value) {
        return value.rank() == 5;
    }

    /** (N, C, D, H, W) as (D, H, W, C). */
    static Activation of(Step step, Activation value) {
        int[] dims = value.dims();
        return step.arranged(value, Shape.of(dims[2], dims[3], dims[4], dims[1]), 2, 3, 4, 1);
    }

    /** A volume that a layer gave as ONNX sees it. */
    static Activation given(Step step, Activation output, Activation input) {
        Shape shape = output.shape();
        int[] dims = {input.dims()[0], shape.channels(), shape.dim(0), shape.dim(1), shape.dim(2)};
        return step.laidOut(output, dims, 2, 3, 4, 1);
    }

    /** One number for each spatial axis, 1 where it is left out. */
    static Size3d size(Attributes attributes, String name) {
        long[] sides = attributes.integers(name);
        return sides == null || sides.length == 0
                ? Size3d.of(1)
                : new Size3d(Math.toIntExact(sides[0]), Math.toIntExact(sides[1]), Math.toIntExact(sides[2]));
    }

    static Padding3d padding(Attributes attributes) {
        String automatic = attributes.text("auto_pad", "NOTSET");
        return switch (automatic) {
            case "SAME_UPPER" -> Padding3d.SAME;
            case "SAME_LOWER" -> Padding3d.SAME_LOWER;
            case "VALID" -> Padding3d.VALID;
            case "NOTSET" -> padding(attributes.integers("pads"));
            default -> throw new Unsupported("its auto_pad is " + automatic);
        };
    }

    /** All starts, then all ends. */
    private static Padding3d padding(long @Nullable [] pads) {
        return pads == null || pads.length == 0
                ? Padding3d.VALID
                : Padding3d.of(Math.toIntExact(pads[0]), Math.toIntExact(pads[1]), Math.toIntExact(pads[2]),
                        Math.toIntExact(pads[3]), Math.toIntExact(pads[4]), Math.toIntExact(pads[5]));
    }
}
