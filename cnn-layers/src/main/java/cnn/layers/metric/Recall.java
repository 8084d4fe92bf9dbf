package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import org.jspecify.annotations.Nullable;

/**
 * Share of what is there that was predicted, in [0, 1]: hits / (hits + misses), of classes or of labels. The {@code macro}
 * average of classes is also called balanced accuracy; their {@code micro} average is the accuracy.
 *
 * @param average how classes or labels are put together
 * @param threshold probability from which on a label is predicted, in (0, 1); of classes the most probable one is
 * @param only the class or label that alone is measured; null for all
 */
@Id("recall")
public record Recall(@Default("micro") Average average, @Default("0.5") double threshold,
        @Nullable String only) implements OutcomeShare {
    public Recall {
        OutcomeCounts.check("Recall", threshold);
    }

    /** Over all together, labels being predicted where they are more probable than not. */
    public static Recall of() {
        return new Recall(Average.MICRO, 0.5, null);
    }

    /** With classes or labels put together so. */
    public Recall average(Average newAverage) {
        return new Recall(newAverage, threshold, only);
    }

    /** Predicts a label from this probability on, in (0, 1). */
    public Recall threshold(double least) {
        return new Recall(average, least, only);
    }

    /** Of this class or label alone; null for all. */
    public Recall only(@Nullable String name) {
        return new Recall(average, threshold, name);
    }

    @Override
    public double share(long hits, long misses, long falseAlarms) {
        return (double) hits / (hits + misses);
    }
}
