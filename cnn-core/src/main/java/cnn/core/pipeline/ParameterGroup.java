package cnn.core.pipeline;

import cnn.api.Default;
import cnn.core.text.Echo;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that learn in their own way. Where several groups match a parameter, the last one counts, and it alone, as
 * in {@code .gitignore}: general patterns come first, exceptions behind them.
 *
 * <p>A frozen parameter stays as it is: its gradient is neither computed nor kept, and no layer before the first one that
 * learns goes backward. Where a layer's states are frozen, batch normalisation's running mean and variance say, the layer
 * works as in prediction: {@code bn/**} freezes scale, shift and both of these.
 *
 * <p>With {@code thaw} all of this is so up to that epoch, from which on the parameters learn as the group says, with what an
 * optimizer has for a first step. Howard and Ruder, "Universal language model fine-tuning for text classification", ACL 2018,
 * section 3.3.
 *
 * @param match paths of parameters: {@code stem/**}, with {@code *} for any part of a name and {@code **} for any number
 *            of names
 * @param rate factor on the learning rate, above 0
 * @param decay factor on the optimizer's weight decay, 0 or more; biases, scales and shifts have none whatever it is
 * @param frozen whether training leaves the parameters as they are; without {@code thaw} the others then have no effect
 * @param thaw the epoch from which on the parameters learn, and before which they are frozen: 2 or later, the first being 1;
 *            null for no change
 * @param l1 penalty l1 · Σ |w|, 0 or more: its gradient is added to that of the loss, which is reported without it. Biases,
 *            scales and shifts have none
 * @param l2 penalty l2 · ½ Σ w², 0 or more, as l1; beside an optimizer's decay, which some take past the gradient
 * @param maxNorm the most length of each filter of weights, above 0: what is longer behind a step is shortened to it; null
 *            for any. Srivastava and others, "Dropout", Journal of Machine Learning Research 15, 2014, section 5.1
 */
public record ParameterGroup(String match, @Default("1") double rate, @Default("1") double decay,
        @Default("false") boolean frozen, @Nullable Integer thaw, @Default("0") double l1, @Default("0") double l2,
        @Nullable Double maxNorm) {
    public ParameterGroup {
        ParameterPattern.of("match", match);
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("The rate of the group '" + match + "' is " + rate
                    + " but must be a factor above 0, for example 0.1. Use frozen to leave parameters as they are.");
        }
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("The decay of the group '" + match + "' is " + decay
                    + " but must be a factor of 0 or more. Give 0 for none.");
        }
        if (thaw != null && thaw < 2) {
            throw new IllegalArgumentException("The group '" + Echo.of(match) + "' is to thaw in epoch " + thaw
                    + ", but the first epoch is 1, and what is frozen until then is never frozen. Give an epoch from 2 on, "
                    + "or leave out frozen and thaw.");
        }
        penalty(match, "l1", l1);
        penalty(match, "l2", l2);
        if (maxNorm != null && !((float) (double) maxNorm > 0 && (float) (double) maxNorm < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The max-norm of the group '" + match + "' is " + maxNorm
                    + " but must be a length above 0, for example 3. Leave it out for any.");
        }
    }

    /** Parameters that learn as all others: an exception from a group before it. */
    public static ParameterGroup of(String match) {
        return new ParameterGroup(match, 1, 1, false, null, 0, 0, null);
    }

    /** With this factor on the learning rate. */
    public ParameterGroup rate(double factor) {
        return new ParameterGroup(match, factor, decay, frozen, thaw, l1, l2, maxNorm);
    }

    /** With this factor on the optimizer's weight decay. */
    public ParameterGroup decay(double factor) {
        return new ParameterGroup(match, rate, factor, frozen, thaw, l1, l2, maxNorm);
    }

    /** Whether training leaves them as they are. */
    public ParameterGroup frozen(boolean still) {
        return new ParameterGroup(match, rate, decay, still, thaw, l1, l2, maxNorm);
    }

    /** Frozen until this epoch, from which on they learn. */
    public ParameterGroup thaw(int epoch) {
        return new ParameterGroup(match, rate, decay, frozen, epoch, l1, l2, maxNorm);
    }

    /** Whether training leaves them as they are in an epoch. */
    boolean isFrozen(int epoch) {
        return thaw == null ? frozen : epoch < thaw;
    }

    /** With this penalty on the sizes of weights. */
    public ParameterGroup l1(double penalty) {
        return new ParameterGroup(match, rate, decay, frozen, thaw, penalty, l2, maxNorm);
    }

    /** With this penalty on the squares of weights. */
    public ParameterGroup l2(double penalty) {
        return new ParameterGroup(match, rate, decay, frozen, thaw, l1, penalty, maxNorm);
    }

    /** With this bound on the length of each filter. */
    public ParameterGroup maxNorm(double length) {
        return new ParameterGroup(match, rate, decay, frozen, thaw, l1, l2, length);
    }

    private static void penalty(String match, String name, double value) {
        if (!(value >= 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The " + name + " of the group '" + match + "' is " + value
                    + " but must be a penalty of 0 or more, and finite as a float. Give 0 for none, or for example "
                    + "0.0001.");
        }
    }

    ParameterPattern pattern() {
        return ParameterPattern.of("match", match);
    }
}
