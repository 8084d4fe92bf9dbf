package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that falls by the same share in every epoch, a little with each step: factor ^ epoch, parts of an epoch
 * counted. PyTorch's ExponentialLR is the same at the beginnings of epochs, and stays there in between.
 *
 * @param factor what is left of the learning rate after an epoch, in (0, 1]
 */
@Id("exponential")
public record Exponential(@Default("0.95") double factor) implements Schedule {
    public Exponential {
        Checks.factor("Exponential", factor);
    }

    /** So much is left after an epoch. */
    public static Exponential of(double factor) {
        return new Exponential(factor);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        return Powers.real(factor, (double) step / stepsPerEpoch);
    }
}
