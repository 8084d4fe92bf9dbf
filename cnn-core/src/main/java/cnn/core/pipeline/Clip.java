package cnn.core.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Keeps gradients from becoming too large, before the optimizer sees them. By value: every number g of every gradient
 * becomes min(max(g, −value), value). Adaptively: the gradient of each unit of weights, which is a filter, or a whole vector,
 * is multiplied by adaptive · max(‖w‖, 10⁻³) / ‖g‖ where that is less than 1, so that no unit moves by more than a share of
 * its length. By norm: with ‖g‖ the length of all gradients as one vector, each is multiplied by norm / ‖g‖ where ‖g‖ is
 * more than norm, so that their direction stays. Where several are given, they act in this order.
 *
 * <p>Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1;
 * adaptively Brock, De, Smith and Simonyan, "High-performance large-scale image recognition without normalization", ICML
 * 2021, equation 3, who leave the last layer out.
 *
 * @param norm the most length of all gradients together, above 0; null for any
 * @param value the most size of every number, above 0; null for any
 * @param adaptive the most length of a unit's gradient as a share of the unit's, above 0; null for any
 */
public record Clip(@Nullable Double norm, @Nullable Double value, @Nullable Double adaptive) {
    public Clip {
        if (norm == null && value == null && adaptive == null) {
            throw new IllegalArgumentException("'clip' is given nothing to clip to. Give a norm, for example "
                    + "{norm: 1}, a value, or {adaptive: 0.01}, or leave clip out.");
        }
        check("norm", norm, "1");
        check("value", value, "1");
        check("adaptive share", adaptive, "0.01");
    }

    private static void check(String key, @Nullable Double most, String example) {
        if (most != null && !((float) (double) most > 0 && (float) (double) most < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Gradients cannot be clipped to " + (key.startsWith("a") ? "an " : "a ")
                    + key + " of " + most + ": it must be above 0 and finite, as a float too. Use for example "
                    + example
                    + ".");
        }
    }

    /** By the length of all gradients together. */
    public static Clip toNorm(double norm) {
        return new Clip(norm, null, null);
    }

    /** By the size of every number. */
    public static Clip toValue(double value) {
        return new Clip(null, value, null);
    }

    /** By a share of the length of the weights of each unit. */
    public static Clip toShare(double adaptive) {
        return new Clip(null, null, adaptive);
    }

    /** By the length of all gradients together as well. */
    public Clip norm(double most) {
        return new Clip(most, value, adaptive);
    }

    /** By the size of every number as well. */
    public Clip value(double most) {
        return new Clip(norm, most, adaptive);
    }

    /** By a share of the length of the weights of each unit as well. */
    public Clip adaptive(double share) {
        return new Clip(norm, value, share);
    }
}
