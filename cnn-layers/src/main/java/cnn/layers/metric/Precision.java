package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import org.jspecify.annotations.Nullable;

/**
 * Share of what was predicted that is so, in [0, 1]: hits / (hits + false alarms), of classes or of labels. For classes the
 * {@code micro} average, unless another is asked for, is the accuracy.
 *
 * @param average how classes or labels are put together
 * @param threshold probability from which on a label is predicted, in (0, 1); of classes the most probable one is
 * @param only the class or label that alone is measured; null for all
 */
@Id("precision")
public record Precision(@Default("micro") Average average, @Default("0.5") double threshold,
        @Nullable String only) implements OutcomeShare {
    public Precision {
        OutcomeCounts.check("Precision", threshold);
    }

    /** Over all together, labels being predicted where they are more probable than not. */
    public static Precision of() {
        return new Precision(Average.MICRO, 0.5, null);
    }

    /** With classes or labels put together so. */
    public Precision average(Average newAverage) {
        return new Precision(newAverage, threshold, only);
    }

    /** Predicts a label from this probability on, in (0, 1). */
    public Precision threshold(double least) {
        return new Precision(average, least, only);
    }

    /** Of this class or label alone; null for all. */
    public Precision only(@Nullable String name) {
        return new Precision(average, threshold, name);
    }

    @Override
    public double share(long hits, long misses, long falseAlarms) {
        return (double) hits / (hits + falseAlarms);
    }
}
