package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Conv2d;
import cnn.layers.arithmetic.Affine;
import cnn.layers.normalization.LayerScale;
import cnn.onnx.folding.Broadcasting;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums and products with constants. A single number is part of the graph's formula, and stays. What follows from weights of
 * the file is a scale and an offset of each channel, which is a depthwise 1×1 convolution, fuses and learns; one that differs
 * from pixel to pixel is the same with each number as a channel.
 */
final class Offsets {
    private Offsets() {
    }

    /** A value plus a constant; null where they must be brought to the same axes first. */
    static @Nullable Activation plus(Step step, Activation value, Constant offset, boolean learns) {
        return of(step, value, null, offset, learns);
    }

    /** A value times a constant; null where they must be brought to the same axes first. */
    static @Nullable Activation times(Step step, Activation value, Constant scale, boolean learns) {
        return of(step, value, scale, null, learns);
    }

    static Constant scaled(Constant constant, float factor) {
        float[] scaled = constant.asFloats().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return Constant.of(constant.dims(), scaled);
    }

    static Constant inverse(Constant divisor) {
        float[] inverse = new float[divisor.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = (float) (1 / divisor.number(i));
        }
        return Constant.of(divisor.dims(), inverse);
    }

    private static @Nullable Activation of(Step step, Activation value, @Nullable Constant scale,
            @Nullable Constant offset, boolean learns) {
        Constant constant = scale != null ? scale : offset;
        if (constant == null || constant.rank() > value.rank() || !fits(step, value, constant)) {
            return null;
        }
        boolean single = constant.size() == 1 && Float.isFinite((float) constant.number(0));
        if (single && (constant.rank() == 0 || !learns || value.shape().channels() > 1)) {
            return step.add(scale != null
                    ? Affine.of().factor(constant.number(0))
                    : Affine.of().offset(constant.number(0)), Map.of(), value);
        }
        return learns ? affine(step, value, scale, offset) : null;
    }

    private static boolean fits(Step step, Activation value, Constant constant) {
        int[] dims = dims(step, value);
        return Arrays.equals(Broadcasting.of(dims, constant.dims()), dims);
    }

    private static int[] dims(Step step, Activation value) {
        int[] dims = value.dims().clone();
        if (step.batched()) {
            dims[0] = 1;
        }
        return dims;
    }

    /** scale · x + offset, each repeated over x. */
    private static Activation affine(Step step, Activation value, @Nullable Constant scale, @Nullable Constant offset) {
        float[] scales = inMemory(step, value, scale, 1);
        float[] offsets = inMemory(step, value, offset, 0);
        int channels = value.shape().channels();
        boolean byChannel = Repetition.repeats(scales, channels) && Repetition.repeats(offsets, channels);
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
        if (constant == null) {
            float[] numbers = new float[value.size()];
            Arrays.fill(numbers, otherwise);
            return numbers;
        }
        return Repetition.inMemory(step, value, constant);
    }
}
