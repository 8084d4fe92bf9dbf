package cnn.core.pipeline;

import cnn.api.Default;

/**
 * Looks for weights whose whole neighbourhood has a low loss: each step takes the gradient not where the weights w are but a way
 * up from there, at w + rho · g / ‖g‖ with g the gradient of all parameters as one vector, and changes w by that. A step
 * costs two passes through the network. What is reported, running means and variances come from the first.
 *
 * <p>Foret, Kleiner, Mobahi and Neyshabur, "Sharpness-aware minimization for efficiently improving generalization", ICLR 2021,
 * algorithm 1.
 *
 * @param rho length of the way up, above 0
 */
public record SharpnessAware(@Default("0.05") double rho) {
    public SharpnessAware {
        if (!((float) rho > 0 && (float) rho < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The rho of 'sharpness-aware' is " + rho
                    + " but must be a length above 0 and finite, as a float too. Give for example 0.05.");
        }
    }

    /** A way up of this length. */
    public static SharpnessAware of(double rho) {
        return new SharpnessAware(rho);
    }
}
