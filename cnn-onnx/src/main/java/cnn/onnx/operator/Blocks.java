package cnn.onnx.operator;

import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;

/** Squares of pixels made of channels, and the other way round: axes cut, put into another order, and joined. */
final class Blocks {
    private Blocks() {
    }

    /** Channels hold the rows and columns within a square, and then the channels (DCR), or the channels first (CRD). */
    static void depthToSpace(Step step) {
        Activation value = image(step);
        int[] dims = value.dims();
        int side = side(step);
        if (dims[1] % Math.multiplyExact(side, side) != 0) {
            throw new Unsupported("its " + dims[1] + " channels cannot be cut into squares of " + side);
        }
        int channels = dims[1] / (side * side);
        String mode = step.attributes().text("mode", "DCR");
        boolean columnsFirst = switch (mode) {
            case "DCR" -> false;
            case "CRD" -> true;
            default -> throw new Unsupported("its mode is " + mode);
        };
        Activation cut = step.reshaped(value, columnsFirst
                ? new int[] {dims[0], channels, side, side, dims[2], dims[3]}
                : new int[] {dims[0], side, side, channels, dims[2], dims[3]});
        Activation turned = step.transposed(cut,
                columnsFirst ? new int[] {0, 1, 4, 2, 5, 3} : new int[] {0, 3, 4, 1, 5, 2});
        step.give(step.reshaped(turned, new int[] {dims[0], channels, Math.multiplyExact(dims[2], side),
            Math.multiplyExact(dims[3], side)}));
    }

    /** Channels hold the rows and columns within a square, and then the channels. */
    static void spaceToDepth(Step step) {
        Activation value = image(step);
        int[] dims = value.dims();
        int side = side(step);
        if (dims[2] % side != 0 || dims[3] % side != 0) {
            throw new Unsupported("its image of " + dims[2] + "×" + dims[3] + " cannot be cut into squares of " + side);
        }
        Activation cut = step.reshaped(value,
                new int[] {dims[0], dims[1], dims[2] / side, side, dims[3] / side, side});
        Activation turned = step.transposed(cut, new int[] {0, 3, 5, 1, 2, 4});
        step.give(step.reshaped(turned, new int[] {dims[0], Math.multiplyExact(dims[1], side * side), dims[2] / side,
            dims[3] / side}));
    }

    private static Activation image(Step step) {
        Activation value = step.activation(0);
        if (value.rank() != 4) {
            throw new Unsupported("it takes " + value.text() + ", and images (N, C, H, W) are read");
        }
        return value;
    }

    private static int side(Step step) {
        long side = step.attributes().integer("blocksize", 0);
        if (side < 1 || side > 1 << 12) {
            throw new Unsupported("its blocksize is " + side);
        }
        return (int) side;
    }
}
