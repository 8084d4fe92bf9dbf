package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import org.jspecify.annotations.Nullable;

/**
 * Harmonic mean of precision and recall, in [0, 1]: 2 · hits / (2 · hits + misses + false alarms), of classes or of labels.
 * For classes the {@code micro} average, unless another is asked for, is the accuracy. NaN where no label was there and none
 * predicted.
 *
 * @param average how classes or labels are put together
 * @param threshold probability from which on a label is predicted, in (0, 1); of classes the most probable one is
 * @param only the class or label that alone is measured; null for all
 */
@Id("f1")
public record F1(@Default("micro") Average average, @Default("0.5") double threshold,
        @Nullable String only) implements OutcomeShare {
    public F1 {
        OutcomeCounts.check("F1", threshold);
    }

    /** Over all together, labels being predicted where they are more probable than not. */
    public static F1 of() {
        return new F1(Average.MICRO, 0.5, null);
    }

    /** With classes or labels put together so. */
    public F1 average(Average newAverage) {
        return new F1(newAverage, threshold, only);
    }

    /** Predicts a label from this probability on, in (0, 1). */
    public F1 threshold(double least) {
        return new F1(average, least, only);
    }

    /** Of this class or label alone; null for all. */
    public F1 only(@Nullable String name) {
        return new F1(average, threshold, name);
    }

    @Override
    public double share(long hits, long misses, long falseAlarms) {
        return 2.0 * hits / (2 * hits + misses + falseAlarms);
    }
}
