package cnn.api.train;

/**
 * A number that tells how good predictions are, such as accuracy. A record with an {@link cnn.api.Id}, under which the
 * value appears in reports.
 */
public interface Metric {
    /** A new count for one pass over a data set with this many classes. */
    Tally start(int classes);

    /** Whether more is better: true for accuracy, false for an error. */
    boolean higherIsBetter();

    /** A running count; belongs to one thread. */
    interface Tally {
        /** Adds the batch's examples. Reads scores and targets only. */
        void add(ScoredBatch batch);

        /** The metric over all examples added so far; NaN before the first. */
        double value();
    }
}
