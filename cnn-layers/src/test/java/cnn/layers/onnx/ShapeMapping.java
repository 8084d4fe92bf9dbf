package cnn.layers.onnx;

import cnn.layers.Multiply;
import cnn.layers.Size;
import cnn.layers.shape.Pad2d;
import cnn.layers.shape.Permute;
import cnn.layers.shape.PixelShuffle;
import cnn.layers.shape.Reshape;
import cnn.layers.shape.Sides;
import cnn.layers.shape.Upsample2d;
import java.util.Arrays;

/** The operators that move numbers. Where the batch is an axis like any other, the whole tensor is one example. */
final class ShapeMapping {
    private ShapeMapping() {
    }

    private static OnnxTensor oneExample(OnnxTensor tensor) {
        int[] dims = new int[tensor.rank() + 1];
        dims[0] = 1;
        System.arraycopy(tensor.dims(), 0, dims, 1, tensor.rank());
        return tensor.reshape(dims);
    }

    static Comparison reshape(OnnxTest test) {
        test.node().knows("allowzero");
        OnnxTensor x = test.input(0);
        if (x.numbers().length == 0) {
            throw new Unmapped(Unmapped.NO_NUMBERS);
        }
        int[] to = new int[test.input(1).numbers().length];
        for (int i = 0; i < to.length; i++) {
            int length = (int) test.input(1).numbers()[i];
            to[i] = length == 0 ? x.dim(i) : length;
        }
        return new Comparison(Reshape.of(to)).input(oneExample(x)).gives(oneExample(test.output(0)));
    }

    static Comparison transpose(OnnxTest test) {
        test.node().knows("perm");
        OnnxTensor x = test.input(0);
        int[] backwards = new int[x.rank()];
        Arrays.setAll(backwards, i -> x.rank() - 1 - i);
        return new Comparison(Permute.of(test.node().ints("perm", backwards))).input(oneExample(x))
                .gives(oneExample(test.output(0)));
    }

    static Comparison multiply(OnnxTest test) {
        test.node().knows("axis", "broadcast");
        OnnxTensor a = test.input(0);
        OnnxTensor b = test.input(1);
        boolean vector = a.rank() == 3 && b.rank() == 1 && b.dim(0) == a.dim(2);
        if (!vector && !Arrays.equals(a.dims(), b.dims())) {
            throw new Unmapped(Unmapped.BROADCAST);
        }
        return new Comparison(new Multiply()).input(oneExample(a)).input(oneExample(b))
                .gives(oneExample(test.output(0)));
    }

    static Comparison depthToSpace(OnnxTest test) {
        test.node().knows("blocksize", "mode");
        if (!test.node().text("mode", "DCR").equals("CRD")) {
            throw new Unmapped(Unmapped.CHANNEL_ORDER);
        }
        return new Comparison(PixelShuffle.of(test.node().integer("blocksize", 1)))
                .input(WindowMapping.image(test.input(0))).gives(WindowMapping.image(test.output(0)));
    }

    /** Ours frames images: (N, C, H, W), of which H and W grow. */
    static Comparison pad(OnnxTest test) {
        test.node().knows("mode", "pads", "value");
        OnnxTensor x = test.input(0);
        int[] pads = sides(test, x.rank());
        if (x.rank() != 4 || (pads[0] | pads[1] | pads[4] | pads[5]) != 0) {
            throw new Unmapped(Unmapped.FRAMES);
        }
        Pad2d.Mode mode = switch (test.node().text("mode", "constant")) {
            case "constant" -> Pad2d.Mode.CONSTANT;
            case "reflect" -> Pad2d.Mode.REFLECT;
            case "edge" -> Pad2d.Mode.EDGE;
            case "wrap" -> Pad2d.Mode.WRAP;
            default -> throw new Unmapped(Unmapped.FRAMES);
        };
        OnnxTensor given = test.inputOrNull(2);
        float value = given == null ? test.node().number("value", 0) : given.numbers()[0];
        Pad2d layer = Pad2d.of(new Sides(pads[2], pads[3], pads[6], pads[7])).mode(mode);
        return new Comparison(mode == Pad2d.Mode.CONSTANT ? layer.value(value) : layer).input(WindowMapping.image(x))
                .gives(WindowMapping.image(test.output(0)));
    }

    /** The amounts of all axes, their starts and then their ends; those of axes that are not named are 0. */
    private static int[] sides(OnnxTest test, int rank) {
        if (test.opset() < 11) { // an attribute
            return test.node().ints("pads");
        }
        float[] given = test.input(1).numbers();
        OnnxTensor axes = test.inputOrNull(3);
        int[] all = new int[2 * rank];
        int count = given.length / 2;
        for (int i = 0; i < count; i++) {
            int axis = axes == null ? i : Math.floorMod((int) axes.numbers()[i], rank);
            all[axis] = (int) given[i];
            all[rank + axis] = (int) given[count + i];
        }
        return all;
    }

    /** Upsampling enlarges by whole factors, with the coordinates half_pixel. */
    static Comparison resize(OnnxTest test) {
        OnnxNode node = test.node();
        node.knows("mode", "coordinate_transformation_mode", "nearest_mode", "antialias", "axes", "cubic_coeff_a",
                "exclude_outside", "extrapolation_value", "keep_aspect_ratio_policy");
        OnnxTensor x = test.input(0);
        OnnxTensor y = test.output(0);
        boolean ours = x.rank() == 4 && x.dim(0) == y.dim(0) && x.dim(1) == y.dim(1) && y.dim(2) % x.dim(2) == 0
                && y.dim(3) % x.dim(3) == 0 && !node.text("mode", "nearest").equals("cubic")
                && node.text("coordinate_transformation_mode", "half_pixel").equals("half_pixel")
                && node.text("nearest_mode", "round_prefer_floor").equals("round_prefer_floor")
                && node.integer("antialias", 0) == 0;
        if (!ours) {
            throw new Unmapped(Unmapped.RESIZING);
        }
        Upsample2d layer = Upsample2d.of(new Size(y.dim(2) / x.dim(2), y.dim(3) / x.dim(3)));
        return new Comparison(layer.mode(node.text("mode", "nearest").equals("nearest")
                ? Upsample2d.Mode.NEAREST
                : Upsample2d.Mode.BILINEAR)).input(WindowMapping.image(x)).gives(WindowMapping.image(y));
    }
}
