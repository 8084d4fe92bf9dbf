package cnn.layers.average;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.WeightAverage;

/**
 * Stochastic weight averaging: the plain mean of the weights at the ends of the last epochs. Until {@code from} of the run is
 * done, the average is the weights as they are at the end of each epoch. Use it with a learning rate that stays high, such as
 * {@code constant} or {@code cosine-restarts}, so that there is something to average.
 *
 * <p>Izmailov, Podoprikhin, Garipov, Vetrov and Wilson, "Averaging weights leads to wider optima and better generalization",
 * UAI 2018, algorithm 1. Running means and variances are found anew, as there.
 *
 * @param from share of the run from which on weights are averaged, in [0, 1)
 */
@Id("swa")
public record Swa(@Default("0.75") double from) implements WeightAverage {
    public Swa {
        if (!(from >= 0 && from < 1)) {
            throw new IllegalArgumentException("Swa begins at " + from
                    + " of the run, which must be in [0, 1). Give for example 0.75 for the last quarter.");
        }
    }

    /** From this share of the run on. */
    public static Swa of(double from) {
        return new Swa(from);
    }

    @Override
    public double share(long step, long stepsPerEpoch, long totalSteps) {
        if (step % stepsPerEpoch != 0) {
            return 0;
        }
        long first = Math.max(1, (long) Math.ceil(from * totalSteps / stepsPerEpoch)); // the first epoch that counts
        return 1.0 / Math.max(1, step / stepsPerEpoch - first + 1);
    }

    /** True: the mean of several networks' statistics is not that of the network of their mean weights. */
    @Override
    public boolean renewsStatistics() {
        return true;
    }
}
