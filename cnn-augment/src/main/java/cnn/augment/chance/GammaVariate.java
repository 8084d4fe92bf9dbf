package cnn.augment.chance;

import cnn.api.Rng;

/**
 * Draws from the gamma distribution, in logarithms, so that small shapes do not end in 0, with the same bits on every
 * machine.
 *
 * <p>Marsaglia and Tsang, "A simple method for generating gamma variables", ACM Transactions on Mathematical Software 26,
 * 2000; for shapes below 1 with the power of a uniform number, as there in section 6.
 */
final class GammaVariate {
    private GammaVariate() {
    }

    /** Logarithm of a gamma variate of this shape and scale 1. */
    static double log(double shape, Rng random) {
        if (shape < 1) {
            return log(shape + 1, random) + StrictMath.log(uniform(random)) / shape;
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
