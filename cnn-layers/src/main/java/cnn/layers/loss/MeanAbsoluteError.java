package cnn.layers.loss;

import cnn.api.Id;
import cnn.api.Shape;

/**
 * Mean absolute distance: the loss of one example is Σⱼ |sⱼ − tⱼ| / n over its n scores; its derivative is 0 where a score
 * is right. Scores and targets have the same shape, whatever it is; the scores are the predictions. Outliers pull less than
 * with {@link MeanSquaredError}. For targets of numbers (regression), and for any others.
 */
@Id("mean-absolute-error")
public record MeanAbsoluteError() implements Distance {
    @Override
    public void check(Shape scores, Shape targets) {
        Checks.sameShape("mean-absolute-error", scores, targets);
    }

    @Override
    public double cost(double error) {
        return Math.abs(error);
    }

    @Override
    public double slope(double error) {
        return Math.signum(error);
    }
}
