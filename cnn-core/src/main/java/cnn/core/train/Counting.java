package cnn.core.train;

import java.util.Map;

/** What counts over an epoch and can go on from its counts. */
interface Counting {
    /** All that has been counted, by name. */
    Map<String, double[]> counts();

    /**
     * Goes on from these counts.
     *
     * @throws IllegalArgumentException where they are not those that {@link #counts} gives
     */
    void restore(Map<String, double[]> counts);
}
