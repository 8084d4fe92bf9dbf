package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;

/**
 * Squared for small distances, absolute for large ones: the loss of one example is Σⱼ h(sⱼ − tⱼ) / n over its n scores, with
 *
 * <pre>
 * h(e) = e² / 2                    where |e| ≤ delta
 * h(e) = delta · (|e| − delta / 2) elsewhere
 * </pre>
 *
 * Scores and targets have the same shape, whatever it is; the scores are the predictions. For targets of numbers
 * (regression), and for any others. PyTorch's HuberLoss; its SmoothL1Loss with a delta of 1.
 *
 * <p>Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964.
 *
 * @param delta distance from which on an error no longer pulls harder, from 10⁻⁶ to 10⁶
 */
@Id("huber")
public record Huber(@Default("1") double delta) implements Distance {
    public Huber {
        Checks.inRange("Huber delta", delta, 1e-6, 1e6,
                "Give 1, or the distance from which on an error is an outlier.");
    }

    /** With a delta of 1. */
    public static Huber of() {
        return new Huber(1);
    }

    /** With another delta. */
    public Huber delta(double distance) {
        return new Huber(distance);
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.sameShape("huber", scores, targets);
    }

    @Override
    public double cost(double error) {
        double distance = Math.abs(error);
        return distance > delta ? delta * (distance - delta / 2) : error * error / 2;
    }

    @Override
    public double slope(double error) {
        return Math.clamp(error, -delta, delta);
    }
}
