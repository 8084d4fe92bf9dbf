package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that rises in a straight line and falls along half a cosine. With w steps of warm-up in a run of n:
 * (step + 1) / w in the warm-up, then floor + (1 − floor) · (1 + cos(π · (step − w) / (n − w))) / 2. A warm-up longer
 * than the run is cut to the run.
 *
 * <p>Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, without restarts; warm-up
 * from Goyal and others, "Accurate, large minibatch SGD", arXiv:1706.02677, 2017.
 *
 * @param warmupEpochs length of the warm-up in epochs, 0 or more; parts of an epoch count
 * @param floor factor that the fall ends at, in [0, 1]
 */
@Id("warmup-cosine")
public record WarmupCosine(@Default("1") double warmupEpochs, @Default("0") double floor) implements Schedule {
    public WarmupCosine {
        if (!(warmupEpochs >= 0 && warmupEpochs < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("WarmupCosine warms up for " + warmupEpochs
                    + " epochs. Give 0 for no warm-up, or for example 1.");
        }
        Checks.floor("WarmupCosine", floor);
    }

    /** One epoch of warm-up, then down to 0. */
    public static WarmupCosine of() {
        return new WarmupCosine(1, 0);
    }

    /** With another length of the warm-up. */
    public WarmupCosine warmupEpochs(double epochs) {
        return new WarmupCosine(epochs, floor);
    }

    /** With another end. */
    public WarmupCosine floor(double share) {
        return new WarmupCosine(warmupEpochs, share);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        long warmup = Math.min(totalSteps, Math.round(warmupEpochs * stepsPerEpoch));
        if (step < warmup) {
            return (step + 1.0) / warmup;
        }
        double progress = Math.min(1, (double) (step - warmup) / Math.max(1, totalSteps - warmup));
        return floor + (1 - floor) * RaisedCosine.at(progress);
    }
}
