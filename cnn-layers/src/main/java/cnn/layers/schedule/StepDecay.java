package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that drops every few epochs: factor ^ ⌊epoch / epochs⌋, epochs counted from 0.
 *
 * @param epochs from one drop to the next, at least 1
 * @param factor what a drop multiplies the learning rate by, in (0, 1]
 */
@Id("step")
public record StepDecay(int epochs, @Default("0.1") double factor) implements Schedule {
    public StepDecay {
        if (epochs < 1) {
            throw new IllegalArgumentException(
                    "StepDecay drops every " + epochs + " epochs. Give at least 1, for example 30.");
        }
        Checks.factor("StepDecay", factor);
    }

    /** Drops to a tenth. */
    public static StepDecay of(int epochs) {
        return new StepDecay(epochs, 0.1);
    }

    /** With another factor. */
    public StepDecay factor(double share) {
        return new StepDecay(epochs, share);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        return StrictMath.pow(factor, step / stepsPerEpoch / epochs);
    }
}
