package cnn.augment.chance;

import cnn.api.Rng;

/**
 * Draws from the symmetric Dirichlet distribution: several shares that sum to 1, gamma variates divided by their sum, with
 * the same bits on every machine. With alpha 1 all divisions are alike; towards 0 one share is nearly all.
 */
public final class Dirichlet {
    private Dirichlet() {
    }

    /** So many shares. */
    public static double[] draw(double alpha, int count, Rng random) {
        double[] shares = new double[count];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            shares[i] = GammaVariate.log(alpha, random);
            largest = Math.max(largest, shares[i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = StrictMath.exp(shares[i] - largest); // the largest becomes 1, so that no sum is 0
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
