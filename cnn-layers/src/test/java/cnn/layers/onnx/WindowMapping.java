package cnn.layers.onnx;

import cnn.layers.AveragePool2d;
import cnn.layers.Conv1d;
import cnn.layers.Conv2d;
import cnn.layers.ConvTranspose2d;
import cnn.layers.Dense;
import cnn.layers.LpPool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.Size;
import org.jspecify.annotations.Nullable;

/** The operators that move windows over images. A signal (N, C, L) is an image of height 1. */
final class WindowMapping {
    private static final String[] POOLING = {"kernel_shape", "strides", "dilations", "pads", "auto_pad", "ceil_mode",
        "count_include_pad", "storage_order"};

    private WindowMapping() {
    }

    /** (N, C, H, W) or (N, C, L) as N×(H, W, C). */
    static OnnxTensor image(OnnxTensor x) {
        return switch (x.rank()) {
            case 3 -> x.axisLast(1).reshape(x.dim(0), 1, x.dim(2), x.dim(1));
            case 4 -> x.axisLast(1);
            default -> throw new Unmapped(Unmapped.THREE_DIMENSIONS);
        };
    }

    static Comparison convolution(OnnxTest test) {
        OnnxNode node = test.node();
        node.knows("kernel_shape", "strides", "dilations", "pads", "auto_pad", "group");
        OnnxTensor weights = test.input(1); // (filters, channels / groups, height, width)
        OnnxTensor bias = test.inputOrNull(2);
        if (weights.rank() == 3) {
            return signal(test, weights, bias);
        }
        if (VolumeMapping.serves(test)) {
            return VolumeMapping.convolution(test);
        }
        OnnxTensor x = image(test.input(0));
        Conv2d layer = Conv2d.of(weights.dim(0), new Size(weights.dim(2), weights.dim(3))).stride(size(node, "strides"))
                .dilation(size(node, "dilations")).padding(padding(node)).groups(node.integer("group", 1))
                .bias(bias != null);
        Comparison comparison = new Comparison(layer).input(x)
                .value("weights", weights.permute(2, 3, 1, 0).numbers()).gives(image(test.output(0)));
        return bias == null ? comparison : comparison.value("bias", bias.numbers());
    }

    /** (N, C, L) as N×(L, C), and weights (filters, channels / groups, length). */
    private static Comparison signal(OnnxTest test, OnnxTensor weights, @Nullable OnnxTensor bias) {
        OnnxNode node = test.node();
        Conv1d layer = Conv1d.of(weights.dim(0), weights.dim(2)).stride(size(node, "strides").width())
                .dilation(size(node, "dilations").width()).padding(padding(node)).groups(node.integer("group", 1))
                .bias(bias != null);
        Comparison comparison = new Comparison(layer).input(test.input(0).axisLast(1))
                .value("weights", weights.permute(2, 1, 0).numbers()).gives(test.output(0).axisLast(1));
        return bias == null ? comparison : comparison.value("bias", bias.numbers());
    }

    static Comparison dense(int units, float[] weights, float @Nullable [] bias) {
        Comparison comparison = new Comparison(Dense.of(units).bias(bias != null)).value("weights", weights);
        return bias == null ? comparison : comparison.value("bias", bias);
    }

    static Comparison maxPool(OnnxTest test) {
        OnnxNode node = test.node();
        node.knows(POOLING);
        if (VolumeMapping.serves(test)) {
            return VolumeMapping.maxPool(test);
        }
        OnnxTensor x = image(test.input(0));
        // The second output, where there is one, holds indices of the maxima, which are our layer's own business.
        return new Comparison(MaxPool2d.of(size(node, "kernel_shape")).stride(size(node, "strides"))
                .padding(padding(node)).dilation(size(node, "dilations")).roundUp(node.integer("ceil_mode", 0) == 1))
                .input(x).gives(image(test.output(0)));
    }

    static Comparison averagePool(OnnxTest test) {
        OnnxNode node = test.node();
        node.knows(POOLING);
        if (VolumeMapping.serves(test)) {
            return VolumeMapping.averagePool(test);
        }
        OnnxTensor x = image(test.input(0));
        return new Comparison(AveragePool2d.of(size(node, "kernel_shape")).stride(size(node, "strides"))
                .padding(padding(node)).dilation(size(node, "dilations")).roundUp(node.integer("ceil_mode", 0) == 1)
                .countPadding(node.integer("count_include_pad", 0) == 1)).input(x).gives(image(test.output(0)));
    }

    static Comparison lpPool(OnnxTest test) {
        OnnxNode node = test.node();
        node.knows("kernel_shape", "strides", "dilations", "pads", "auto_pad", "ceil_mode", "p");
        return new Comparison(LpPool2d.of(size(node, "kernel_shape")).p(node.integer("p", 2))
                .stride(size(node, "strides")).padding(padding(node)).dilation(size(node, "dilations"))
                .roundUp(node.integer("ceil_mode", 0) == 1)).input(image(test.input(0))).gives(image(test.output(0)));
    }

    static Comparison convTranspose(OnnxTest test) {
        OnnxNode node = test.node();
        node.knows("kernel_shape", "strides", "dilations", "pads", "auto_pad", "group", "output_padding",
                "output_shape");
        OnnxTensor x = image(test.input(0));
        OnnxTensor weights = test.input(1); // (channels, filters / groups, height, width)
        if (weights.rank() == 3) {
            weights = weights.reshape(weights.dim(0), weights.dim(1), 1, weights.dim(2));
        }
        int groups = node.integer("group", 1);
        OnnxTensor bias = test.inputOrNull(2);
        OnnxTensor y = image(test.output(0));
        ConvTranspose2d layer = ConvTranspose2d.of(weights.dim(1) * groups, new Size(weights.dim(2), weights.dim(3)))
                .stride(size(node, "strides")).dilation(size(node, "dilations")).groups(groups).bias(bias != null)
                .padding(padding(node)).outputSize(new Size(y.dim(1), y.dim(2)));
        Comparison comparison = new Comparison(layer).input(x).value("weights", weights.permute(2, 3, 1, 0).numbers())
                .gives(y);
        return bias == null ? comparison : comparison.value("bias", bias.numbers());
    }

    /** An attribute of one number for each spatial axis, 1 where it is left out. */
    private static Size size(OnnxNode node, String attribute) {
        int[] sides = node.ints(attribute);
        return switch (sides.length) {
            case 0 -> Size.of(1);
            case 1 -> new Size(1, sides[0]);
            default -> new Size(sides[0], sides[1]);
        };
    }

    private static Padding padding(OnnxNode node) {
        return switch (node.text("auto_pad", "NOTSET")) {
            case "SAME_UPPER" -> Padding.SAME;
            case "SAME_LOWER" -> Padding.SAME_LOWER;
            case "VALID" -> Padding.VALID;
            default -> {
                int[] pads = node.ints("pads"); // all starts, then all ends
                yield switch (pads.length) {
                    case 0 -> Padding.VALID;
                    case 2 -> Padding.of(0, pads[0], 0, pads[1]);
                    default -> Padding.of(pads[0], pads[1], pads[2], pads[3]);
                };
            }
        };
    }
}
