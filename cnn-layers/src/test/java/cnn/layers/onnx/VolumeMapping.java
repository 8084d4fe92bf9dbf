package cnn.layers.onnx;

import cnn.layers.AveragePool3d;
import cnn.layers.Conv3d;
import cnn.layers.MaxPool3d;
import cnn.layers.Padding3d;
import cnn.layers.Size3d;

/** The operators that move windows over volumes: (N, C, D, H, W) is N×(D, H, W, C). */
final class VolumeMapping {
    private VolumeMapping() {
    }

    /** Whether a test is about volumes. */
    static boolean serves(OnnxTest test) {
        return test.input(0).rank() == 5;
    }

    static Comparison convolution(OnnxTest test) {
        OnnxNode node = test.node();
        OnnxTensor weights = test.input(1); // (filters, channels / groups, depth, height, width)
        OnnxTensor bias = test.inputOrNull(2);
        Conv3d layer = Conv3d.of(weights.dim(0), new Size3d(weights.dim(2), weights.dim(3), weights.dim(4)))
                .stride(size(node, "strides")).dilation(size(node, "dilations")).padding(padding(node))
                .groups(node.integer("group", 1)).bias(bias != null);
        Comparison comparison = new Comparison(layer).input(test.input(0).axisLast(1))
                .value("weights", weights.permute(2, 3, 4, 1, 0).numbers()).gives(test.output(0).axisLast(1));
        return bias == null ? comparison : comparison.value("bias", bias.numbers());
    }

    static Comparison maxPool(OnnxTest test) {
        OnnxNode node = test.node();
        return new Comparison(MaxPool3d.of(size(node, "kernel_shape")).stride(size(node, "strides"))
                .padding(padding(node)).dilation(size(node, "dilations")).roundUp(node.integer("ceil_mode", 0) == 1))
                .input(test.input(0).axisLast(1)).gives(test.output(0).axisLast(1));
    }

    static Comparison averagePool(OnnxTest test) {
        OnnxNode node = test.node();
        return new Comparison(AveragePool3d.of(size(node, "kernel_shape")).stride(size(node, "strides"))
                .padding(padding(node)).dilation(size(node, "dilations")).roundUp(node.integer("ceil_mode", 0) == 1)
                .countPadding(node.integer("count_include_pad", 0) == 1)).input(test.input(0).axisLast(1))
                .gives(test.output(0).axisLast(1));
    }

    private static Size3d size(OnnxNode node, String attribute) {
        int[] sides = node.ints(attribute);
        return sides.length == 0 ? Size3d.of(1) : new Size3d(sides[0], sides[1], sides[2]);
    }

    private static Padding3d padding(OnnxNode node) {
        return switch (node.text("auto_pad", "NOTSET")) {
            case "SAME_UPPER" -> Padding3d.SAME;
            case "SAME_LOWER" -> Padding3d.SAME_LOWER;
            case "VALID" -> Padding3d.VALID;
            default -> {
                int[] pads = node.ints("pads"); // all starts, then all ends
                yield pads.length == 0
                        ? Padding3d.VALID
                        : Padding3d.of(pads[0], pads[1], pads[2], pads[3], pads[4], pads[5]);
            }
        };
    }
}
