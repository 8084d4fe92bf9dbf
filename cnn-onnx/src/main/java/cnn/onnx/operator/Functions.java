package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.activation.Clip;
import cnn.layers.activation.ConstantPower;
import cnn.layers.activation.Prelu;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Relu6;
import cnn.layers.activation.Unary;
import cnn.layers.activation.UnaryFunction;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Operator;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of each number alone whose layer depends on constants, and those that are no activations. */
final class Functions {
    private Functions() {
    }

    /** Those of {@link Unary}, whose names are ONNX's. */
    static void addTo(Map<String, Operator> all) {
        for (UnaryFunction function : UnaryFunction.values()) {
            String name = function.name();
            all.put(name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT),
                    Activations.of(_ -> Unary.of(function)));
        }
    }

    /** Where the bounds change places the upper one counts. */
    static void clip(Step step) {
        Activation value = step.activation(0);
        double least = bound(step.constantOrNull(1), step.attributes().number("min", -Float.MAX_VALUE));
        double high = bound(step.constantOrNull(2), step.attributes().number("max", Float.MAX_VALUE));
        double low = Math.min(least, high);
        boolean open = high == Float.MAX_VALUE;
        if (low == -Float.MAX_VALUE && open) {
            step.give(value);
        } else if (low == 0 && (open || high == 6)) {
            step.give(step.add(open ? new Relu() : new Relu6(), Map.of(), value));
        } else {
            step.give(step.add(Clip.of(low, high), Map.of(), value));
        }
    }

    /** An infinite one is the last number before it. */
    private static double bound(@Nullable Constant given, float otherwise) {
        double bound = given == null ? otherwise : given.number(0);
        if (Double.isNaN(bound)) {
            throw new Unsupported("it clips at NaN");
        }
        return Math.clamp(bound, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** To one power for all numbers. */
    static void power(Step step) {
        Constant exponents = step.constant(1);
        double exponent = exponents.number(0);
        for (int i = 1; i < exponents.size(); i++) {
            if (exponents.number(i) != exponent) {
                throw new Unsupported("it raises numbers to different powers");
            }
        }
        Activation value = step.activation(0);
        if (exponents.rank() > value.rank()) {
            throw new Unsupported(
                    "it repeats " + value.text() + " over a constant " + Arrays.toString(exponents.dims()));
        }
        step.give(exponent == 1 ? value : step.add(ConstantPower.of(exponent), Map.of(), value));
    }

    /** A slope for each channel, if that is what they are, and else for each number. */
    static void prelu(Step step) {
        Activation value = step.activation(0);
        Constant given = step.constant(1);
        boolean byChannel = step.opset() < 7 && given.rank() == 1 && given.size() > 1;
        float[] slopes = Repetition.inMemory(step, value,
                byChannel ? given.reshape(channelsThenOnes(given.size(), value.rank())) : given);
        int channels = value.shape().channels();
        Activation in = Repetition.repeats(slopes, channels)
                ? value
                : step.shaped(value, Shape.vector(value.size()));
        step.give(step.add(Prelu.of(), Map.of("slope", Arrays.copyOf(slopes, in.shape().channels())), in));
    }

    private static int[] channelsThenOnes(int channels, int rank) {
        int[] dims = new int[Math.max(1, rank - 1)];
        Arrays.fill(dims, 1);
        dims[0] = channels;
        return dims;
    }
}
