package cnn.layers.average;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.WeightAverage;

/**
 * Exponential moving average: after step t, average ← d · average + (1 − d) · weight, with
 * d = min(decay, (1 + t) / (10 + t)), so that the first weights are soon forgotten. A decay of 0.999 looks back over some
 * thousand steps; take one that looks back over an epoch or a few.
 *
 * <p>Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM Journal on Control and Optimization
 * 30, 1992; with this decay as in TensorFlow's ExponentialMovingAverage, and for image networks Szegedy and others,
 * "Rethinking the Inception architecture for computer vision", CVPR 2016, section 8.
 *
 * @param decay share of the average that stays, in [0, 1)
 */
@Id("ema")
public record Ema(@Default("0.999") double decay) implements WeightAverage {
    public Ema {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("Ema decay is " + decay
                    + " but must be in [0, 1), the share of the average that stays in a step. Give for example 0.999.");
        }
    }

    /** With this share that stays. */
    public static Ema of(double decay) {
        return new Ema(decay);
    }

    @Override
    public double share(long step, long stepsPerEpoch, long totalSteps) {
        return Math.max(1 - decay, 9.0 / (10 + step));
    }
}
