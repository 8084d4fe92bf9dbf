package cnn.testkit;

import cnn.api.train.Loss;

/**
 * A loss with a number of scores: one row of a {@link LossContract}.
 *
 * @param loss the loss's record
 * @param width scores of one example
 */
public record LossCase(Loss loss, int width) {
    /** A loss and the number of scores of one example. */
    public static LossCase of(Loss loss, int width) {
        return new LossCase(loss, width);
    }

    /** {@code MeanSquaredError[] on 5 scores}. */
    @Override
    public String toString() {
        return loss + " on " + width + " scores";
    }
}
