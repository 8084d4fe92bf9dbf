package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;
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
        @Nullable String only) implements Metric {
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
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.CLASSES_OR_LABELS;
    }

    /** For labels that are called by their numbers. */
    @Override
    public Tally start(int width) {
        return start(Average.numbered(width));
    }

    @Override
    public Tally start(Target target) {
        return OutcomeCounts.of(target, threshold, average.figure("Precision", target, Precision::of, only));
    }

    private static double of(long hits, long misses, long falseAlarms) {
        return (double) hits / (hits + falseAlarms);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
