package cnn.augment.chance;

import cnn.api.Rng;

/**
 * Draws from the symmetric beta distribution Beta(alpha, alpha) on [0, 1], with the same bits on every machine: X / (X + Y)
 * for two gamma variates, in logarithms, so that small alphas do not end in 0 / 0.
 */
public final class Beta {
    private Beta() {
    }

    /** One draw. */
    public static double draw(double alpha, Rng random) {
        return 1 / (1 + StrictMath.exp(GammaVariate.log(alpha, random) - GammaVariate.log(alpha, random)));
    }
}
