package cnn.api.train;

import cnn.api.data.Target;
import java.util.Set;

/**
 * A number that tells how good predictions are, such as accuracy. A record with an {@link cnn.api.Id}, under which the
 * value appears in reports.
 */
public interface Metric {
    /**
     * The kinds of target that it measures; others are refused before training. The class of an image alone, unless
     * overridden.
     */
    default Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.CLASS);
    }

    /** A new count for one pass over a data set with this many classes, labels or numbers. */
    Tally start(int width);

    /**
     * A new count for one pass over a data set with this target: what is asked for, and before training to see whether it can
     * be. A metric of several kinds of target, or of one class by its name, looks at more than the width.
     *
     * @throws IllegalArgumentException where the metric cannot measure this target, saying what it can
     */
    default Tally start(Target target) {
        return start(target.width());
    }

    /** Whether more is better: true for accuracy, false for an error. */
    boolean higherIsBetter();

    /** A running count; belongs to one thread. */
    interface Tally {
        /**
         * Adds the batch's examples. Reads scores and targets only. Where the value depends on all examples together, as in a
         * ranking, they may be kept: in arrays that double, so that this seldom allocates.
         */
        void add(ScoredBatch batch);

        /** The metric over all examples added so far; NaN before the first. */
        double value();

        /** All that it has counted so far, in numbers: a checkpoint within an epoch keeps them. */
        double[] counts();

        /**
         * Goes on from what {@link #counts} gave, to the last bit. Only at the start of a count.
         *
         * @throws IllegalArgumentException where these are no counts of this metric, saying what is expected
         */
        void restore(double[] counts);
    }
}
