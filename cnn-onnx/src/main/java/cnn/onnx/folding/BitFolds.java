package cnn.onnx.folding;

import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** What is done to the bits of whole constants: flags and masks that a graph takes apart. */
final class BitFolds {
    private BitFolds() {
    }

    static void addTo(Map<String, Folding.Fold> folds) {
        folds.put("BitwiseAnd", (_, _, inputs) -> binary(inputs, (a, b) -> a & b));
        folds.put("BitwiseOr", (_, _, inputs) -> binary(inputs, (a, b) -> a | b));
        folds.put("BitwiseXor", (_, _, inputs) -> binary(inputs, (a, b) -> a ^ b));
        folds.put("BitwiseNot", (_, _, inputs) -> {
            Constant from = whole(inputs, 0);
            return wrapped(from.dims(), Arrays.stream(from.asIntegers()).map(bits -> ~bits).toArray(), from.type());
        });
        folds.put("BitShift", BitFolds::shift);
    }

    private static Constant shift(Node node, int opset, List<@Nullable Constant> inputs) {
        int width = 8 * whole(inputs, 0).type().bytes();
        return switch (node.attributes().text("direction", "")) {
            case "LEFT" -> binary(inputs, (bits, by) -> by >= width ? 0 : bits << by);
            case "RIGHT" -> binary(inputs, (bits, by) -> by >= width ? 0 : bits >>> by);
            default -> throw new IllegalArgumentException("its direction is neither LEFT nor RIGHT");
        };
    }

    private static Constant whole(List<@Nullable Constant> inputs, int index) {
        Constant constant = Folding.required(inputs, index);
        if (constant.isFloat()) {
            throw new IllegalArgumentException("input " + index + " has no whole numbers");
        }
        return constant;
    }

    private static Constant binary(List<@Nullable Constant> inputs, LongBinaryOperator bits) {
        Constant left = whole(inputs, 0);
        Constant right = whole(inputs, 1);
        int[] dims = Broadcasting.of(left.dims(), right.dims());
        long[] a = left.expand(dims).asIntegers();
        long[] b = right.expand(dims).asIntegers();
        long[] result = new long[a.length];
        Arrays.setAll(result, i -> bits.applyAsLong(a[i], b[i]));
        return wrapped(dims, result, left.type());
    }

    private static Constant wrapped(int[] dims, long[] bits, Element type) {
        return Constant.of(dims, Arrays.stream(bits).map(type::wrapped).toArray()).as(type);
    }
}
