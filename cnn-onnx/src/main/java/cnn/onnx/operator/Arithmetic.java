package cnn.onnx.operator;

import cnn.api.layer.Layer;
import cnn.layers.Add;
import cnn.layers.Maximum;
import cnn.layers.Multiply;
import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Divide;
import cnn.layers.arithmetic.Exponentiation;
import cnn.layers.arithmetic.Minimum;
import cnn.layers.arithmetic.Remainder;
import cnn.layers.arithmetic.Subtract;
import cnn.layers.arithmetic.Whole;
import cnn.layers.arithmetic.WholeArithmetic;
import cnn.layers.arithmetic.WholeArithmetic.Operation;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Operator;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.List;
import java.util.Map;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sums, products and their kin of values with each other, repeated over each other, and with constants, which {@link Offsets}
 * makes cheap. Whole numbers are computed as such.
 */
final class Arithmetic {
    private Arithmetic() {
    }

    static void add(Step step) {
        step.give(sum(step));
    }

    static void mean(Step step) {
        step.give(step.add(Affine.of().factor(1.0 / step.node().inputs().size()), Map.of(), sum(step)));
    }

    /**
     * The sum of several values. Those that lie alike are added by one layer, which merges branches that are convolutions of one
     * input; others one after the other.
     */
    private static Activation atOnce(Step step, int[] computed) {
        Activation[] values = IntStream.of(computed).mapToObj(step::activation).toArray(Activation[]::new);
        Activation sum = values[0];
        boolean alike = Stream.of(values).allMatch(value -> Arrays.equals(value.dims(), values[0].dims())
                && value.shape().equals(values[0].shape()) && value.liesLike(values[0]));
        if (alike && values.length > 2) {
            return step.add(new Add(), Map.of(), values);
        }
        for (int i = 1; i < values.length; i++) {
            sum = pair(step, new Add(), sum, values[i]);
        }
        return sum;
    }

    /** Of all inputs, the constants last. */
    private static Activation sum(Step step) {
        Element type = type(step);
        if (type.isWhole()) {
            return inTurn(step, whole(Operation.SUM, type));
        }
        int[] computed = computed(step);
        if (computed.length == 0) {
            return inTurn(step, new Add());
        }
        Activation sum = atOnce(step, computed);
        for (int i = 0; i < step.node().inputs().size(); i++) {
            if (step.isConstant(i)) {
                Activation plus = Offsets.plus(step, sum, step.constant(i), step.learns(i));
                sum = plus != null ? plus : pair(step, new Add(), sum, repeated(step, i, sum));
            }
        }
        return sum;
    }

    static void subtract(Step step) {
        Element type = type(step);
        if (type.isWhole()) {
            step.give(inTurn(step, whole(Operation.DIFFERENCE, type)));
            return;
        }
        Activation result = null;
        if (step.isConstant(1) && !step.isConstant(0)) {
            result = Offsets.plus(step, step.activation(0), Offsets.scaled(step.constant(1), -1), step.learns(1));
        } else if (step.isConstant(0) && !step.isConstant(1)) {
            Activation negative = step.add("negative", Affine.of().factor(-1), Map.of(), step.activation(1));
            result = Offsets.plus(step, negative, step.constant(0), step.learns(0));
        }
        step.give(result != null ? result : inTurn(step, new Subtract()));
    }

    static void negate(Step step) {
        step.give(step.add(Affine.of().factor(-1), Map.of(), step.activation(0)));
    }

    static void multiply(Step step) {
        Element type = type(step);
        if (type.isWhole()) {
            step.give(inTurn(step, whole(Operation.PRODUCT, type)));
            return;
        }
        int constant = step.isConstant(0) ? 0 : 1;
        Activation result = step.isConstant(constant) && !step.isConstant(1 - constant)
                ? Offsets.times(step, step.activation(1 - constant), step.constant(constant), step.learns(constant))
                : null;
        step.give(result != null ? result : inTurn(step, new Multiply()));
    }

    static void divide(Step step) {
        Element type = type(step);
        if (type.isWhole()) {
            step.give(inTurn(step, whole(Operation.QUOTIENT, type)));
            return;
        }
        Activation result = step.isConstant(1) && !step.isConstant(0)
                ? Offsets.times(step, step.activation(0), Offsets.inverse(step.constant(1)), step.learns(1))
                : null;
        step.give(result != null ? result : inTurn(step, new Divide()));
    }

    static void modulus(Step step) {
        Element type = type(step);
        boolean dividend = step.attributes().flag("fmod");
        if (!type.isWhole() && !dividend) {
            throw new Unsupported("it takes the modulus of floats without fmod");
        }
        step.give(inTurn(step, type.isWhole()
                ? whole(dividend ? Operation.REMAINDER : Operation.MODULUS, type)
                : new Remainder()));
    }

    static void power(Step step) {
        Element type = type(step);
        if (!type.isWhole() && step.isConstant(1) && !step.isConstant(0) && isOneNumber(step.constant(1))
                && step.constant(1).rank() <= step.activation(0).rank()) {
            Functions.power(step);
            return;
        }
        Activation power = inTurn(step, new Exponentiation());
        step.give(type.isWhole()
                ? step.add(Whole.of().bits(type.bytes() * 8).signed(type.isSigned()), Map.of(), power)
                : power);
    }

    private static boolean isOneNumber(Constant constant) {
        return IntStream.range(1, constant.size()).allMatch(i -> constant.number(i) == constant.number(0));
    }

    static void maximum(Step step) {
        step.give(inTurn(step, new Maximum()));
    }

    static void minimum(Step step) {
        step.give(inTurn(step, new Minimum()));
    }

    /** A function of two values, which is what it is when they are repeated. */
    static Operator of(Layer layer) {
        return step -> step.give(inTurn(step, layer));
    }

    private static Layer whole(Operation operation, Element type) {
        return WholeArithmetic.of(operation).bits(type.bytes() * 8).signed(type.isSigned());
    }

    private static int[] computed(Step step) {
        return IntStream.range(0, step.node().inputs().size()).filter(i -> !step.isConstant(i)).toArray();
    }

    /** What the computed inputs hold. */
    static Element type(Step step) {
        if (step.attributes().has("axis")) { // before opset 7 it said where the second input lies over the first
            throw new Unsupported("it names an axis to repeat over, as before opset 7");
        }
        int[] computed = computed(step);
        return computed.length == 0 ? Element.FLOAT : step.activation(computed[0]).type();
    }

    /** All inputs one after the other. */
    static Activation inTurn(Step step, Layer layer) {
        int count = step.node().inputs().size();
        if (count == 1) {
            return step.activation(0);
        }
        Activation result = pair(step, layer, Broadcast.of(step, 0, 1));
        for (int i = 2; i < count; i++) {
            result = pair(step, layer, result, step.isConstant(i) ? repeated(step, i, result) : step.activation(i));
        }
        return result;
    }

    /** A constant as a value of as many axes as another. */
    private static Activation repeated(Step step, int input, Activation over) {
        return step.materialized(Broadcast.padded(step.constant(input), over.rank()), step.learns(input));
    }

    private static Activation pair(Step step, Layer layer, Activation first, Activation second) {
        return pair(step, layer, Broadcast.of(step, List.of(first, second)));
    }

    private static Activation pair(Step step, Layer layer, Broadcast both) {
        @Nullable
        Activation product = layer instanceof Multiply ? product(step, both) : null;
        return product != null ? product : both.given(step, step.add(layer, Map.of(), both.expanded(step)));
    }

    /** A product repeats the smaller one by itself over an image. */
    private static @Nullable Activation product(Step step, Broadcast both) {
        if (both.axes().length != 3 || both.isWhole(0) == both.isWhole(1)) {
            return null;
        }
        Activation larger = both.values().get(both.isWhole(0) ? 0 : 1);
        Activation smaller = both.values().get(both.isWhole(0) ? 1 : 0);
        return step.laidOut(step.add(new Multiply(), Map.of(), larger, smaller), both.dims(), both.axes());
    }
}
