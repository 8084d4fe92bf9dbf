package cnn.augment;

import cnn.api.Rng;

/**
 * Draws from the symmetric beta distribution Beta(alpha, alpha) on [0, 1], with the same bits on every machine: X / (X + Y)
 * for two gamma variates, in logarithms, so that small alphas do not end in 0 / 0.
 *
 * <p>Gamma variates: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM Transactions on
 * Mathematical Software 26, 2000; for shapes below 1 with the power of a uniform number, as there in section 6.
 */
final class Beta {
    private Beta() {
    }

    static double draw(double alpha, Rng random) {
        return 1 / (1 + StrictMath.exp(logGamma(alpha, random) - logGamma(alpha, random)));
    }

    /** Logarithm of a gamma variate of this shape and scale 1. */
    private static double logGamma(double shape, Rng random) {
        if (shape < 1) {
            return logGamma(shape + 1, random) + StrictMath.log(uniform(random)) / shape;
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            double u = uniform(random);
            if (root > 0 && StrictMath.log(u) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                return StrictMath.log(d * v);
            }
        }
    }

    /** In (0, 1]. */
    private static double uniform(Rng random) {
        return ((random.nextLong() >>> 11) + 1) * 0x1.0p-53;
    }
}
