package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Harmonic mean of precision and recall of labels, in [0, 1]: 2 · hits / (2 · hits + misses + false alarms). Over all
 * labels together ({@code micro}), in which frequent ones count more, or the mean of the labels' own ({@code macro}).
 * NaN where no label was there and none predicted; a label of which that is true is left out of the mean.
 *
 * @param average how labels are put together
 * @param threshold probability from which on a label is predicted, in (0, 1)
 */
@Id("f1")
public record F1(@Default("micro") Average average, @Default("0.5") double threshold) implements Metric {
    /** How labels are put together. */
    public enum Average {
        /** All labels are counted together. */
        MICRO,
        /** Every label has the same say. */
        MACRO
    }

    public F1 {
        LabelCounts.check("F1", threshold);
    }

    /** Over all labels together, each predicted where it is more probable than not. */
    public static F1 of() {
        return new F1(Average.MICRO, 0.5);
    }

    /** With labels put together so. */
    public F1 average(Average newAverage) {
        return new F1(newAverage, threshold);
    }

    /** Predicts a label from this probability on, in (0, 1). */
    public F1 threshold(double least) {
        return new F1(average, least);
    }

    @Override
    public Set<Target.Kind> targetKinds() {
        return LabelCounts.KINDS;
    }

    @Override
    public Tally start(int width) {
        return new LabelCounts(width, threshold, average == Average.MICRO ? F1::micro : F1::macro);
    }

    private static double micro(LabelCounts counts) {
        long hits = 0;
        for (long one : counts.hits) {
            hits += one;
        }
        return of(hits, counts.wrong());
    }

    private static double macro(LabelCounts counts) {
        double sum = 0;
        int labels = 0;
        for (int j = 0; j < counts.hits.length; j++) {
            double f1 = of(counts.hits[j], counts.misses[j] + counts.falseAlarms[j]);
            if (!Double.isNaN(f1)) {
                sum += f1;
                labels++;
            }
        }
        return sum / labels;
    }

    private static double of(long hits, long wrong) {
        return 2.0 * hits / (2 * hits + wrong);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
