package cnn.explain;

/**
 * Draws what a map answers to most: a picture that is changed step by step until the map's mean is as large as it gets.
 *
 * <p>x₀ = ½ + N(0, 0.01²). At each step t, with g = ∂a/∂x at the shifted picture and a the mean over the map's places:
 * x ← x + rate · (1 − t/steps) · g / √mean(g²), then x ← x + smoothing · (mean of the four neighbours − x), a step down the total
 * variation Σ (xᵢ − xⱼ)², and x is cut to [0, 1]. The shift is up to {@code jitter · side} pixels along each axis, around the
 * edges, another one at each step: what the map sees anywhere counts, and a pattern finer than that cannot form. Where nothing
 * moves the map, as behind a ReLU that gives 0 everywhere, it begins again from stronger noise, ½ + N(0, ¼²). Shifts and start follow from the seed alone.
 *
 * <p>Pictures are (H, W, C) as the network takes them, values in [0, 1] before normalisation.
 *
 * <p>Throws where a number is out of its range.
 *
 * <p>Erhan, Bengio, Courville and Vincent, "Visualizing higher-layer features of a deep network", 2009, section 3.1; total variation:
 * Mahendran and Vedaldi, "Understanding deep image representations by inverting them", 2015, section 2.1 (β = 2); jitter: Olah,
 * Mordvintsev and Schubert, "Feature visualization", Distill, 2017.
 *
 * @param steps from 1
 * @param rate root of the mean square that the first step changes pixels by, in (0, 1]
 * @param jitter share of the side that pictures are shifted by at most, in [0, 0.5]
 * @param smoothing in [0, 1): how far each pixel goes towards its neighbours
 * @param seed where start and shifts come from
 */
public record ActivationMaximization(int steps, double rate, double jitter, double smoothing, long seed) {
    private static final int MOST_STEPS = 100_000;

    public ActivationMaximization {
        if (steps < 1 || steps > MOST_STEPS || !(rate > 0 && rate <= 1) || !(jitter >= 0 && jitter <= 0.5)
                || !(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "Activation maximization takes 1 to 100,000 steps, a rate above 0, up to 1, "
                            + "jitter from 0 to 0.5 and smoothing from 0, below 1, but was given " + steps
                            + " steps, rate " + rate
                            + ", jitter " + jitter + " and smoothing " + smoothing
                            + ". Use for example 128, 0.05, 0.06 and 0.1.");
        }
    }

    /** 128 steps from a rate of 0.05 on, jitter 0.06, smoothing 0.1, seed 1. */
    public static ActivationMaximization of() {
        return new ActivationMaximization(128, 0.05, 0.06, 0.1, 1);
    }

    /** In as many steps. */
    public ActivationMaximization steps(int count) {
        return new ActivationMaximization(count, rate, jitter, smoothing, seed);
    }

    /** With steps of another size. */
    public ActivationMaximization rate(double first) {
        return new ActivationMaximization(steps, first, jitter, smoothing, seed);
    }

    /** With other shifts. */
    public ActivationMaximization jitter(double share) {
        return new ActivationMaximization(steps, rate, share, smoothing, seed);
    }

    /** Smoother or rougher. */
    public ActivationMaximization smoothing(double share) {
        return new ActivationMaximization(steps, rate, jitter, share, seed);
    }

    /** From another start. */
    public ActivationMaximization seed(long newSeed) {
        return new ActivationMaximization(steps, rate, jitter, smoothing, newSeed);
    }
}
