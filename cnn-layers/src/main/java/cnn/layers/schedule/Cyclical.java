package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that goes up and down in straight lines. In cycle c, counted from 0, of 2 · epochs epochs, with x the
 * distance from its middle as a share of its half: floor + (1 − floor) · (1 − x) · factor ᶜ.
 *
 * <p>Smith, "Cyclical learning rates for training neural networks", WACV 2017: triangular where factor is 1, triangular2
 * where it is 0.5.
 *
 * @param epochs length of the way up, and of the way down, above 0, at most 1,000,000; parts of an epoch count
 * @param floor factor at the ends of each cycle, above 0 and below 1
 * @param factor what the height of each next cycle is multiplied by, in (0, 1]
 */
@Id("cyclical")
public record Cyclical(@Default("4") double epochs, @Default("0.1") double floor, @Default("1") double factor)
        implements
            Schedule {
    public Cyclical {
        Checks.epochs("Cyclical", epochs, "the way up", "4");
        if (!(floor > 0 && floor < 1)) {
            throw new IllegalArgumentException("Cyclical floor is " + floor
                    + " but must be between 0 and 1, a share of the learning rate. Give for example 0.1.");
        }
        Checks.factor("Cyclical", factor);
    }

    /** So many epochs up from a tenth of the rate, as many down, always to the same height. */
    public static Cyclical of(double epochs) {
        return new Cyclical(epochs, 0.1, 1);
    }

    /** With other ends of each cycle. */
    public Cyclical floor(double share) {
        return new Cyclical(epochs, share, factor);
    }

    /** With cycles that become lower. */
    public Cyclical factor(double share) {
        return new Cyclical(epochs, floor, share);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        double half = Math.max(1, epochs * stepsPerEpoch);
        double cycle = Math.floor(step / (2 * half));
        double distance = Math.abs(step / half - 2 * cycle - 1);
        return floor + (1 - floor) * (1 - distance) * Powers.whole(factor, cycle);
    }
}
