package cnn.core.pipeline;

import cnn.api.Default;

/**
 * Parameters that learn in their own way. Where several groups match a parameter, the last one counts, and it alone, as
 * in {@code .gitignore}: general patterns come first, exceptions behind them.
 *
 * <p>A frozen parameter stays as it is: its gradient is neither computed nor kept, and no layer before the first one that
 * learns goes backward. Where a layer's states are frozen, batch normalisation's running mean and variance say, the layer
 * works as in prediction: {@code bn/**} freezes scale, shift and both of these.
 *
 * @param match paths of parameters: {@code stem/**}, with {@code *} for any part of a name and {@code **} for any number
 *            of names
 * @param rate factor on the learning rate, above 0
 * @param decay factor on the optimizer's weight decay, 0 or more; biases, scales and shifts have none whatever it is
 * @param frozen whether training leaves the parameters as they are; rate and decay then have no effect
 */
public record ParameterGroup(String match, @Default("1") double rate, @Default("1") double decay,
        @Default("false") boolean frozen) {
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
    }

    /** Parameters that learn as all others: an exception from a group before it. */
    public static ParameterGroup of(String match) {
        return new ParameterGroup(match, 1, 1, false);
    }

    /** With this factor on the learning rate. */
    public ParameterGroup rate(double factor) {
        return new ParameterGroup(match, factor, decay, frozen);
    }

    /** With this factor on the optimizer's weight decay. */
    public ParameterGroup decay(double factor) {
        return new ParameterGroup(match, rate, factor, frozen);
    }

    /** Whether training leaves them as they are. */
    public ParameterGroup frozen(boolean still) {
        return new ParameterGroup(match, rate, decay, still);
    }

    ParameterPattern pattern() {
        return ParameterPattern.of("match", match);
    }
}
