package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Add;
import cnn.layers.Conv2d;
import cnn.layers.Multiply;
import cnn.layers.normalization.LayerScale;
import cnn.onnx.folding.Broadcasting;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sums and products of values with each other, and with constants. A constant is a scale and an offset of each channel, which is a
 * depthwise 1×1 convolution; one that differs from pixel to pixel is the same with each number as a channel.
 */
final class Arithmetic {
    private Arithmetic() {
    }

    static void add(Step step) {
        rejectOldBroadcast(step);
        Activation sum = null;
        for (int i = 0; i < step.node().inputs().size(); i++) {
            if (!step.isConstant(i)) {
                sum = sum == null ? step.activation(i) : sum(step, sum, step.activation(i));
            }
        }
        for (int i = 0; sum != null && i < step.node().inputs().size(); i++) {
            sum = step.isConstant(i) ? affine(step, sum, null, step.constant(i)) : sum;
        }
        if (sum != null) {
            step.give(sum);
        }
    }

    private static Activation sum(Step step, Activation first, Activation second) {
        if (!Arrays.equals(first.dims(), second.dims())) {
            throw new Unsupported("it repeats " + second.text() + " over " + first.text());
        }
        List<Activation> both = step.alike(first, second);
        return step.add(new Add(), Map.of(), both.get(0), both.get(1));
    }

    static void subtract(Step step) {
        rejectOldBroadcast(step);
        if (step.isConstant(1)) {
            step.give(affine(step, step.activation(0), null, scaled(step.constant(1), -1)));
        } else if (step.isConstant(0)) {
            step.give(affine(step, step.activation(1), single(-1), step.constant(0)));
        } else {
            step.give(sum(step, step.activation(0), affine(step, step.activation(1), single(-1), null)));
        }
    }

    static void negate(Step step) {
        step.give(affine(step, step.activation(0), single(-1), null));
    }

    static void multiply(Step step) {
        rejectOldBroadcast(step);
        if (step.isConstant(0) || step.isConstant(1)) {
            int constant = step.isConstant(0) ? 0 : 1;
            step.give(affine(step, step.activation(1 - constant), step.constant(constant), null));
            return;
        }
        Activation first = step.activation(0);
        Activation second = step.activation(1);
        if (Arrays.equals(first.dims(), second.dims())) {
            List<Activation> both = step.alike(first, second);
            step.give(step.add(new Multiply(), Map.of(), both.get(0), both.get(1)));
            return;
        }
        int[] dims = Broadcasting.of(first.dims(), second.dims());
        boolean secondIsLarger = Arrays.equals(dims, second.dims());
        Activation larger = secondIsLarger ? second : first;
        Activation smaller = secondIsLarger ? first : second;
        if (!Arrays.equals(dims, larger.dims()) || larger.rank() != 4 || smaller.rank() != 4) {
            throw new Unsupported("it repeats both " + first.text() + " and " + second.text());
        }
        step.give(step.add(new Multiply(), Map.of(), Images.of(step, larger), Images.of(step, smaller)));
    }

    static void divide(Step step) {
        rejectOldBroadcast(step);
        if (!step.isConstant(1)) {
            throw new Unsupported("it divides by a computed value");
        }
        Constant divisor = step.constant(1);
        float[] inverse = new float[divisor.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = (float) (1 / divisor.number(i));
        }
        step.give(affine(step, step.activation(0), Constant.of(divisor.dims(), inverse), null));
    }

    /** Before opset 7 an attribute said where the second input lies over the first. */
    private static void rejectOldBroadcast(Step step) {
        if (step.attributes().has("axis")) {
            throw new Unsupported("it names an axis to repeat over, as before opset 7");
        }
    }

    private static Constant single(float number) {
        return Constant.of(new int[0], new float[] {number});
    }

    private static Constant scaled(Constant constant, float factor) {
        float[] scaled = constant.asFloats().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return Constant.of(constant.dims(), scaled);
    }

    /** scale · x + offset, each repeated over x. */
    private static Activation affine(Step step, Activation value, @Nullable Constant scale, @Nullable Constant offset) {
        float[] scales = inMemory(step, value, scale, 1);
        float[] offsets = inMemory(step, value, offset, 0);
        int channels = value.shape().channels();
        boolean byChannel = repeats(scales, channels) && repeats(offsets, channels);
        int width = byChannel ? channels : value.size();
        float[] weights = Arrays.copyOf(scales, width);
        Shape shape = value.shape();
        if (offset == null && byChannel) {
            return step.add(LayerScale.of(1), Map.of("scale", weights), value);
        }
        Activation image = shape.isImage() && byChannel
                ? value
                : step.shaped(value, Shape.image(1, value.size() / width, width));
        return step.shaped(step.add(Conv2d.of(width, 1).groups(width),
                Map.of("weights", weights, "bias", Arrays.copyOf(offsets, width)), image), shape);
    }

    /** A constant repeated over a value, in memory's order. */
    private static float[] inMemory(Step step, Activation value, @Nullable Constant constant, float otherwise) {
        float[] numbers = new float[value.size()];
        if (constant == null) {
            Arrays.fill(numbers, otherwise);
            return numbers;
        }
        int[] dims = value.dims().clone();
        if (step.batched()) {
            dims[0] = 1;
        }
        if (!Arrays.equals(Broadcasting.of(dims, constant.dims()), dims)) {
            throw new Unsupported(
                    "it repeats " + value.text() + " over a constant " + Arrays.toString(constant.dims()));
        }
        return constant.expand(dims)
                .pick(new int[] {numbers.length}, value.onnxIndices()).asFloats();
    }

    private static boolean repeats(float[] numbers, int period) {
        return IntStream.range(period, numbers.length).allMatch(i -> numbers[i] == numbers[i - period]);
    }
}
