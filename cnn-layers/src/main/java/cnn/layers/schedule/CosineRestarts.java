package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that falls along half a cosine, again and again: in cycle c, counted from 0, of
 * epochs · growth ᶜ epochs and at a share p of it, floor + (factor ᶜ − floor) · (1 + cos πp) / 2, or floor where that is
 * more than factor ᶜ.
 *
 * <p>Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5.
 *
 * @param epochs length of the first cycle, above 0, at most 1,000,000; parts of an epoch count
 * @param growth how many times as long each cycle is as the one before, in [1, 1000]
 * @param factor what each restart multiplies the learning rate by, in (0, 1]
 * @param floor factor that each fall ends at, in [0, 1]
 */
@Id("cosine-restarts")
public record CosineRestarts(@Default("10") double epochs, @Default("2") double growth, @Default("1") double factor,
        @Default("0") double floor) implements Schedule {
    public CosineRestarts {
        Checks.epochs("CosineRestarts", epochs, "its first cycle", "10");
        if (!(growth >= 1 && growth <= 1000)) {
            throw new IllegalArgumentException("CosineRestarts growth is " + growth
                    + " but must be in [1, 1000]. Give 1 for cycles of one length, or for example 2.");
        }
        Checks.factor("CosineRestarts", factor);
        Checks.floor("CosineRestarts", floor);
    }

    /** A first cycle of so many epochs, each next one twice as long, all from the full rate down to 0. */
    public static CosineRestarts of(double epochs) {
        return new CosineRestarts(epochs, 2, 1, 0);
    }

    /** With cycles that become longer by another factor. */
    public CosineRestarts growth(double times) {
        return new CosineRestarts(epochs, times, factor, floor);
    }

    /** With restarts to another share of the rate before. */
    public CosineRestarts factor(double share) {
        return new CosineRestarts(epochs, growth, share, floor);
    }

    /** With another end of each fall. */
    public CosineRestarts floor(double share) {
        return new CosineRestarts(epochs, growth, factor, share);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        double length = Math.clamp(epochs * stepsPerEpoch, 1.0, (double) Long.MAX_VALUE);
        double cycle = growth == 1
                ? Math.floor(step / length)
                : Math.floor(StrictMath.log1p(step / length * (growth - 1)) / StrictMath.log(growth));
        double start = start(cycle, length);
        if (step < start) { // the logarithm is a hair too large
            start = start(--cycle, length);
        } else if (step >= start(cycle + 1, length)) {
            start = start(++cycle, length);
        }
        double progress = Math.clamp((step - start) / (length * Powers.whole(growth, cycle)), 0.0, 1.0);
        double peak = Powers.whole(factor, cycle);
        return peak <= floor ? floor : floor + (peak - floor) * RaisedCosine.at(progress);
    }

    /** The step at which a cycle begins: length · (1 + growth + … + growth ^ (cycle − 1)). */
    private double start(double cycle, double length) {
        return growth == 1 ? cycle * length : (Powers.whole(growth, cycle) - 1) / (growth - 1) * length;
    }
}
