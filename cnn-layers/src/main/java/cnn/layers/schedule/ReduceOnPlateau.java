package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that drops whenever training no longer gets better: times {@code factor} after {@code patience} epochs
 * without a value that is better than the best so far by more than {@code minChange}, down to {@code floor}. The value is
 * what {@code train.monitor} names; one that is no number is never better. After a drop, {@code rest} epochs pass before
 * waiting begins anew.
 *
 * <p>It follows from the epochs before alone, which checkpoints keep, so that a resumed run drops where an uninterrupted one
 * does. Keras' ReduceLROnPlateau, with the change as a difference; PyTorch's waits one epoch longer.
 *
 * @param patience epochs to wait for something better, at least 1
 * @param factor what a drop multiplies the learning rate by, in (0, 1)
 * @param minChange how much better a value must be to count, in [0, 1,000,000]
 * @param rest epochs after a drop in which none is counted, 0 or more
 * @param floor factor below which it does not drop, in [0, 1]
 */
@Id("reduce-on-plateau")
public record ReduceOnPlateau(@Default("5") int patience, @Default("0.1") double factor,
        @Default("0") double minChange, @Default("0") int rest, @Default("0") double floor) implements Schedule {
    public ReduceOnPlateau {
        if (patience < 1) {
            throw new IllegalArgumentException("ReduceOnPlateau waits for " + patience
                    + " epochs. Give a patience of at least 1, for example 5.");
        }
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("ReduceOnPlateau factor is " + factor
                    + " but must be between 0 and 1. Give for example 0.1 for a tenth of the rate.");
        }
        if (!(minChange >= 0 && minChange <= 1e6)) {
            throw new IllegalArgumentException("ReduceOnPlateau min-change is " + minChange
                    + " but must be in [0, 1,000,000]. Give 0 for any change, or for example 0.001.");
        }
        if (rest < 0) {
            throw new IllegalArgumentException("ReduceOnPlateau rests for " + rest
                    + " epochs after a drop. Give 0 for none, or for example 2.");
        }
        Checks.floor("ReduceOnPlateau", floor);
    }

    /** A tenth after so many epochs without anything better. */
    public static ReduceOnPlateau of(int patience) {
        return new ReduceOnPlateau(patience, 0.1, 0, 0, 0);
    }

    /** With another drop. */
    public ReduceOnPlateau factor(double share) {
        return new ReduceOnPlateau(patience, share, minChange, rest, floor);
    }

    /** What is not better by more than this does not count. */
    public ReduceOnPlateau minChange(double least) {
        return new ReduceOnPlateau(patience, factor, least, rest, floor);
    }

    /** With epochs after a drop in which none is counted. */
    public ReduceOnPlateau rest(int epochs) {
        return new ReduceOnPlateau(patience, factor, minChange, epochs, floor);
    }

    /** With another end. */
    public ReduceOnPlateau floor(double share) {
        return new ReduceOnPlateau(patience, factor, minChange, rest, share);
    }

    /** Where nothing is known of the epochs before: 1. */
    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        return 1;
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps, Past past) {
        double now = 1;
        double best = Double.NaN;
        int waited = 0;
        int resting = 0;
        for (int epoch = 1; epoch <= past.epochs(); epoch++) {
            double value = past.monitored(epoch);
            double gain = past.higherIsBetter() ? value - best : best - value;
            boolean better = Double.isNaN(best) ? !Double.isNaN(value) : gain > minChange;
            best = better ? value : best;
            waited = better || resting > 0 ? 0 : waited + 1;
            resting = Math.max(0, resting - 1);
            if (waited >= patience) {
                now = Math.max(floor, now * factor);
                waited = 0;
                resting = rest;
            }
        }
        return now;
    }
}
