package cnn.onnx.folding;

import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Arithmetic, comparisons and sums of constants, repeated over each other. */
final class NumberFolds {
    private NumberFolds() {
    }

    static void addTo(Map<String, Folding.Fold> folds) {
        folds.put("Add", binary(Double::sum, Long::sum));
        folds.put("Sum", binary(Double::sum, Long::sum));
        folds.put("Sub", binary((a, b) -> a - b, (a, b) -> a - b));
        folds.put("Mul", binary((a, b) -> a * b, (a, b) -> a * b));
        folds.put("Div", binary((a, b) -> a / b, (a, b) -> a / b));
        folds.put("Min", binary(Math::min, Math::min));
        folds.put("Max", binary(Math::max, Math::max));
        folds.put("Pow", binary(Math::pow, (a, b) -> (long) Math.pow(a, b)));
        folds.put("Mod", NumberFolds::modulus);
        folds.put("Sqrt", unary(Math::sqrt));
        folds.put("Exp", unary(Math::exp));
        folds.put("Log", unary(Math::log));
        folds.put("Neg", unary(a -> -a));
        folds.put("Abs", unary(Math::abs));
        folds.put("Sign", unary(Math::signum));
        folds.put("Floor", unary(Math::floor));
        folds.put("Ceil", unary(Math::ceil));
        folds.put("Round", unary(Math::rint));
        folds.put("Reciprocal", unary(a -> 1 / a));
        folds.put("Sin", unary(StrictMath::sin));
        folds.put("Cos", unary(StrictMath::cos));
        folds.put("Sigmoid", unary(a -> 1 / (1 + Math.exp(-a))));
        folds.put("Tanh", unary(Math::tanh));
        folds.put("Relu", unary(a -> Math.max(a, 0)));
        folds.put("Equal", test((a, b) -> a == b));
        folds.put("Greater", test((a, b) -> a > b));
        folds.put("GreaterOrEqual", test((a, b) -> a >= b));
        folds.put("Less", test((a, b) -> a < b));
        folds.put("LessOrEqual", test((a, b) -> a <= b));
        folds.put("And", test((a, b) -> a != 0 && b != 0));
        folds.put("Or", test((a, b) -> a != 0 || b != 0));
        folds.put("Xor", test((a, b) -> a != 0 != (b != 0)));
        folds.put("Not", (_, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            return Constant.of(from.dims(),
                    Arrays.stream(from.asIntegers()).map(number -> number == 0 ? 1 : 0).toArray());
        });
        folds.put("Where", NumberFolds::where);
        folds.put("ReduceSum", reduce(numbers -> Arrays.stream(numbers).sum()));
        folds.put("ReduceMean", reduce(numbers -> Arrays.stream(numbers).average().orElse(Double.NaN)));
        folds.put("ReduceProd", reduce(numbers -> Arrays.stream(numbers).reduce(1, (a, b) -> a * b)));
        folds.put("ReduceMax", reduce(numbers -> Arrays.stream(numbers).max().orElse(Double.NaN)));
        folds.put("ReduceMin", reduce(numbers -> Arrays.stream(numbers).min().orElse(Double.NaN)));
    }

    /** A question about two numbers. */
    @FunctionalInterface
    private interface Test {
        boolean holds(double a, double b);
    }

    private static Folding.Fold test(Test test) {
        return (_, _, inputs) -> {
            Constant left = Folding.required(inputs, 0);
            Constant right = Folding.required(inputs, 1);
            int[] dims = Broadcasting.of(left.dims(), right.dims());
            Constant a = left.expand(dims);
            Constant b = right.expand(dims);
            return Constant.of(dims, IntStream.range(0, a.size())
                    .mapToLong(i -> test.holds(a.number(i), b.number(i)) ? 1 : 0).toArray());
        };
    }

    /** With the divisor's sign for whole numbers, with the dividend's where fmod is asked for. */
    private static Constant modulus(Node node, int opset, List<@Nullable Constant> inputs) {
        boolean dividend = node.attributes().flag("fmod");
        return binary(Folding.required(inputs, 0), Folding.required(inputs, 1),
                (a, b) -> dividend ? a % b : a - b * Math.floor(a / b),
                (a, b) -> dividend ? a % b : Math.floorMod(a, b));
    }

    private static Constant where(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant which = Folding.required(inputs, 0);
        Constant one = Folding.required(inputs, 1);
        Constant other = Folding.required(inputs, 2);
        int[] dims = Broadcasting.of(Broadcasting.of(which.dims(), one.dims()), other.dims());
        Constant chosen = which.expand(dims);
        double[] numbers = new double[chosen.size()];
        Constant first = one.expand(dims);
        Constant second = other.expand(dims);
        Arrays.setAll(numbers, i -> chosen.number(i) != 0 ? first.number(i) : second.number(i));
        return ShapeFolds.of(dims, numbers, one.isFloat() || other.isFloat());
    }

    private static Folding.Fold reduce(ToDoubleFunction<double[]> statistic) {
        return (node, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            long[] given = inputs.size() > 1 && inputs.get(1) != null
                    ? Folding.required(inputs, 1).asIntegers()
                    : node.attributes().integers("axes");
            boolean none = given == null || given.length == 0;
            if (none && node.attributes().flag("noop_with_empty_axes")) {
                return from;
            }
            long[] all = none ? IntStream.range(0, from.rank()).asLongStream().toArray() : given;
            int[] over = Arrays.stream(all).mapToInt(axis -> Axes.axis(axis, from.rank())).distinct().sorted()
                    .toArray();
            return reduced(from, over, statistic, node.attributes().integer("keepdims", 1) != 0);
        };
    }

    private static Constant reduced(Constant from, int[] over, ToDoubleFunction<double[]> statistic, boolean keeps) {
        int[] kept = IntStream.range(0, from.rank()).filter(axis -> Arrays.binarySearch(over, axis) < 0).toArray();
        Constant last = from.permute(IntStream.concat(IntStream.of(kept), IntStream.of(over)).toArray());
        int count = Constant.size(IntStream.of(over).map(axis -> from.dims()[axis]).toArray());
        int[] dims = keeps
                ? IntStream.range(0, from.rank())
                        .map(axis -> Arrays.binarySearch(over, axis) < 0 ? from.dims()[axis] : 1).toArray()
                : IntStream.of(kept).map(axis -> from.dims()[axis]).toArray();
        double[] numbers = new double[Constant.size(dims)];
        Arrays.setAll(numbers, i -> statistic.applyAsDouble(
                IntStream.range(i * count, (i + 1) * count).mapToDouble(last::number).toArray()));
        return ShapeFolds.of(dims, numbers, from.isFloat());
    }

    /** Whole numbers where both are. */
    @FunctionalInterface
    interface LongBinary {
        long of(long a, long b);
    }

    private static Folding.Fold binary(DoubleBinaryOperator numbers, LongBinary integers) {
        return (_, _, inputs) -> {
            Constant result = Folding.required(inputs, 0);
            for (int i = 1; i < inputs.size(); i++) {
                result = binary(result, Folding.required(inputs, i), numbers, integers);
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

    private static Folding.Fold unary(DoubleUnaryOperator function) {
        return (_, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            float[] floats = new float[from.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) function.applyAsDouble(from.number(i));
            }
            Constant result = Constant.of(from.dims(), floats);
            return from.isFloat() ? result : Constant.of(from.dims(), result.asIntegers());
        };
    }
}
