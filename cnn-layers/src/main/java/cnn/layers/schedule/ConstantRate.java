package cnn.layers.schedule;

import cnn.api.Id;
import cnn.api.train.Schedule;

/** The optimizer's own learning rate from first to last: the factor is 1. */
@Id("constant")
public record ConstantRate() implements Schedule {
    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        return 1;
    }
}
