package cnn.core.pipeline;

import cnn.api.Default;

/**
 * Ends training when it no longer gets better. What counts as better is {@link TrainConfig#monitor()}.
 *
 * @param patience epochs to wait for something better, at least 1
 * @param minChange how much better it must be to count, 0 or more
 */
public record EarlyStopping(int patience, @Default("0") double minChange) {
    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("Early stopping needs a patience of at least 1 epoch but was given "
                    + patience + ". Leave early-stopping out to train all epochs.");
        }
        if (!(minChange >= 0) || Double.isInfinite(minChange)) {
            throw new IllegalArgumentException("Early stopping needs a min-change of 0 or more but was given "
                    + minChange + ".");
        }
    }

    /** Waits so many epochs for anything better. */
    public static EarlyStopping of(int patience) {
        return new EarlyStopping(patience, 0);
    }

    /** What is not better by so much does not count. */
    public EarlyStopping minChange(double least) {
        return new EarlyStopping(patience, least);
    }
}
