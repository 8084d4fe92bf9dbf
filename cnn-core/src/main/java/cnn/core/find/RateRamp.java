package cnn.core.find;

import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * The learning rate of a sweep, whatever the optimizer's own is: low · (high / low) ^ (step / (steps − 1)).
 *
 * @param low rate of the first step
 * @param high rate of the last step
 * @param steps steps of the sweep
 * @param own the optimizer's rate, which the factor is taken by
 */
@Id("rate-ramp")
record RateRamp(double low, double high, int steps, double own) implements Schedule {
    double rate(long step) {
        return low * StrictMath.pow(high / low, (double) step / (steps - 1));
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        return rate(step) / own;
    }
}
