package cnn.onnx.folding;

import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Computes nodes of which all inputs are constants. */
public final class Folding {
    /** What a node makes of constants. */
    @FunctionalInterface
    interface Fold {
        Constant of(Node node, int opset, List<@Nullable Constant> inputs);
    }

    private static final Map<String, Fold> FOLDS = folds();

    private Folding() {
    }

    /** Whether nodes of an operator can be computed. */
    public static boolean knows(String operator) {
        return FOLDS.containsKey(operator);
    }

    /** What a node gives. */
    public static Constant of(Node node, int opset, List<@Nullable Constant> inputs) {
        return FOLDS.get(node.operator()).of(node, opset, inputs);
    }

    private static Map<String, Fold> folds() {
        Map<String, Fold> folds = new HashMap<>();
        ShapeFolds.addTo(folds);
        folds.put("Add", binary(Double::sum, Long::sum));
        folds.put("Sub", binary((a, b) -> a - b, (a, b) -> a - b));
        folds.put("Mul", binary((a, b) -> a * b, (a, b) -> a * b));
        folds.put("Div", binary((a, b) -> a / b, (a, b) -> a / b));
        folds.put("Min", binary(Math::min, Math::min));
        folds.put("Max", binary(Math::max, Math::max));
        folds.put("Pow", binary(Math::pow, (a, b) -> (long) Math.pow(a, b)));
        folds.put("Sqrt", unary(Math::sqrt));
        folds.put("Exp", unary(Math::exp));
        folds.put("Log", unary(Math::log));
        folds.put("Neg", unary(a -> -a));
        folds.put("Abs", unary(Math::abs));
        folds.put("Floor", unary(Math::floor));
        folds.put("Ceil", unary(Math::ceil));
        folds.put("Reciprocal", unary(a -> 1 / a));
        return folds;
    }

    /** Whole numbers where both are. */
    @FunctionalInterface
    interface LongBinary {
        long of(long a, long b);
    }

    private static Fold binary(DoubleBinaryOperator numbers, LongBinary integers) {
        return (_, _, inputs) -> {
            Constant result = required(inputs, 0);
            for (int i = 1; i < inputs.size(); i++) {
                result = binary(result, required(inputs, i), numbers, integers);
            }
            return result;
        };
    }

    private static Constant binary(Constant left, Constant right, DoubleBinaryOperator numbers, LongBinary integers) {
        int[] dims = Broadcasting.of(left.dims(), right.dims());
        Constant a = left.expand(dims);
        Constant b = right.expand(dims);
        if (a.isFloat() || b.isFloat()) {
            float[] result = new float[a.size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = (float) numbers.applyAsDouble(a.number(i), b.number(i));
            }
            return Constant.of(dims, result);
        }
        long[] result = new long[a.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = integers.of(a.asIntegers()[i], b.asIntegers()[i]);
        }
        return Constant.of(dims, result);
    }

    private static Fold unary(DoubleUnaryOperator function) {
        return (_, _, inputs) -> {
            Constant from = required(inputs, 0);
            float[] floats = new float[from.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) function.applyAsDouble(from.number(i));
            }
            Constant result = Constant.of(from.dims(), floats);
            return from.isFloat() ? result : Constant.of(from.dims(), result.asIntegers());
        };
    }

    static Constant required(List<@Nullable Constant> inputs, int index) {
        Constant constant = index < inputs.size() ? inputs.get(index) : null;
        if (constant == null) {
            throw new IllegalArgumentException("input " + index + " is left out");
        }
        return constant;
    }
}
