package cnn.onnx.operator;

import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Reduce;
import cnn.layers.arithmetic.Reduce.Statistic;
import cnn.layers.arithmetic.Subtract;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import java.util.Map;

/** Mean and variance along one axis, which normalisations give besides: by layers of their own, the variance in two passes. */
final class Moments {
    private Moments() {
    }

    /** The mean, the axis with length 1. */
    static Activation mean(Step step, Activation value, int axis) {
        return step.add("mean", Reduce.of(Statistic.MEAN, axis), Map.of(), value);
    }

    /** The mean of the squared distances from the mean, and a number more, the axis with length 1. */
    static Activation variance(Step step, Activation value, int axis, double more) {
        Activation repeated = step.expanded(mean(step, value, axis), value.shape().dims());
        Activation centred = step.add("centred", new Subtract(), Map.of(), value, repeated);
        Activation squares = step.add("squares", Reduce.of(Statistic.SUM_OF_SQUARES, axis), Map.of(), centred);
        return step.add("variance", Affine.of().factor(1.0 / value.shape().dim(axis)).offset(more), Map.of(), squares);
    }
}
