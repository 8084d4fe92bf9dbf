package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.activation.Unary;
import cnn.layers.activation.UnaryFunction;
import cnn.layers.normalization.LayerNorm;
import cnn.layers.normalization.RmsNorm;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * LayerNormalization and RMSNormalization: all axes from one on are a row of mean 0 and variance 1. The mean and the inverse of the deviation, which
 * are outputs of the node too, are computed by layers of their own where anybody takes them.
 */
final class LayerNormalization {
    private LayerNormalization() {
    }

    static void translate(Step step) {
        Activation value = step.activation(0);
        int axis = axis(step, value);
        double epsilon = epsilon(step);
        if (step.isTaken(0)) {
            step.give(0, normalized(step, value, axis, new LayerNorm(epsilon)));
        }
        if (step.isTaken(1) || step.isTaken(2)) {
            statistics(step, value, axis, epsilon);
        }
    }

    /** RMSNormalization: a mean square of 1, the mean left alone. */
    static void rootMeanSquare(Step step) {
        Activation value = step.activation(0);
        int axis = axis(step, value);
        Constant scale = step.constant(1).expand(row(value, axis));
        step.give(normalized(step, value, axis, new RmsNorm(epsilon(step)), Map.of("scale", scale)));
    }

    private static int axis(Step step, Activation value) {
        int axis = step.axis(step.attributes().integer("axis", -1), value.rank());
        if (step.batched() && axis == 0) {
            throw new Unsupported("it takes the mean over the batch");
        }
        return axis;
    }

    private static double epsilon(Step step) {
        return Normalizations.decimal(step.attributes().number("epsilon", 1e-5f));
    }

    private static int[] row(Activation value, int axis) {
        return Arrays.copyOfRange(value.dims(), axis, value.rank());
    }

    private static Activation normalized(Step step, Activation value, int axis, LayerNorm layer) {
        int[] dims = row(value, axis);
        Constant scale = step.constant(1).expand(dims);
        Constant shift = step.has(2) ? step.constant(2).expand(dims) : Constant.of(dims, new float[width(value, axis)]);
        if (scale.size() == 1) {
            float[] all = new float[value.size()];
            Arrays.fill(all, shift.asFloats()[0]);
            return Normalizations.shifted(step, value, all);
        }
        return normalized(step, value, axis, layer, Map.of("scale", scale, "shift", shift));
    }

    private static Activation normalized(Step step, Activation value, int axis, Layer layer,
            Map<String, Constant> numbers) {
        int width = width(value, axis);
        Map<String, float[]> inMemory = new HashMap<>();
        if (width == value.size()) { // the whole example, in whatever order it lies
            numbers.forEach((name, one) -> inMemory.put(name,
                    one.pick(new int[] {width}, value.onnxIndices()).asFloats()));
            return step.add(layer, inMemory, step.shaped(value, Shape.vector(width)));
        }
        numbers.forEach((name, one) -> inMemory.put(name, one.asFloats()));
        int[] order = step.axes(value.rank());
        Activation rows = axis == value.rank() - 1 ? step.arranged(value, order) : rows(step, value, axis);
        return step.laidOut(step.add(layer, inMemory, rows), value.dims(), order);
    }

    private static int width(Activation value, int axis) {
        return IntStream.range(axis, value.rank()).map(one -> value.dims()[one]).reduce(1, Math::multiplyExact);
    }

    private static Activation rows(Step step, Activation value, int axis) {
        int width = width(value, axis);
        return step.arranged(value, Shape.of(value.size() / width, width), step.axes(value.rank()));
    }

    /** The axes that are gone have length 1. */
    private static void statistics(Step step, Activation value, int axis, double epsilon) {
        int[] dims = value.dims().clone();
        Arrays.fill(dims, axis, dims.length, 1);
        int[] order = step.axes(dims.length);
        Activation rows = rows(step, value, axis);
        if (step.isTaken(1)) {
            step.give(1, step.laidOut(Moments.mean(step, rows, 1), dims, order));
        }
        if (step.isTaken(2)) {
            Activation deviation = step.add("deviation", Unary.of(UnaryFunction.SQRT), Map.of(),
                    Moments.variance(step, rows, 1, epsilon));
            step.give(2, step.laidOut(step.add("inverse", Unary.of(UnaryFunction.RECIPROCAL), Map.of(), deviation),
                    dims, order));
        }
    }
}
