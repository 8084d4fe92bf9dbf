package cnn.core.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Keeps gradients from becoming too large, before the optimizer sees them. By value: every number g of every gradient
 * becomes min(max(g, −value), value). By norm: with ‖g‖ the length of all gradients as one vector, each is multiplied by
 * norm / ‖g‖ where ‖g‖ is more than norm, so that their direction stays. Where both are given, the value comes first.
 *
 * <p>Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.
 *
 * @param norm the most length of all gradients together, above 0; null for any
 * @param value the most size of every number, above 0; null for any
 */
public record Clip(@Nullable Double norm, @Nullable Double value) {
    public Clip {
        if (norm == null && value == null) {
            throw new IllegalArgumentException("'clip' is given nothing to clip to. Give a norm, for example "
                    + "{norm: 1}, or a value, or leave clip out.");
        }
        check("norm", norm);
        check("value", value);
    }

    private static void check(String key, @Nullable Double most) {
        if (most != null && !((float) (double) most > 0 && (float) (double) most < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Gradients cannot be clipped to a " + key + " of " + most
                    + ": it must be above 0 and finite, as a float too. Use for example 1.");
        }
    }

    /** By the length of all gradients together. */
    public static Clip toNorm(double norm) {
        return new Clip(norm, null);
    }

    /** By the size of every number. */
    public static Clip toValue(double value) {
        return new Clip(null, value);
    }
}
