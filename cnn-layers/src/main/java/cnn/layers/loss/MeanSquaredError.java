package cnn.layers.loss;

import cnn.api.Id;
import cnn.api.Shape;

/**
 * Mean squared distance: the loss of one example is Σⱼ (sⱼ − tⱼ)² / n over its n scores. Scores and targets have the
 * same shape, whatever it is; the scores are the predictions. For targets of numbers (regression), and for any others.
 */
@Id("mean-squared-error")
public record MeanSquaredError() implements Distance {
    @Override
    public void check(Shape scores, Shape targets) {
        Checks.sameShape("mean-squared-error", scores, targets);
    }

    @Override
    public double cost(double error) {
        return error * error;
    }

    @Override
    public double slope(double error) {
        return 2 * error;
    }
}
