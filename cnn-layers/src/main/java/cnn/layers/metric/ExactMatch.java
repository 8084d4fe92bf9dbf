package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Share of examples all of whose labels are told rightly, in [0, 1]; also called subset accuracy.
 *
 * @param threshold probability from which on a label is predicted, in (0, 1)
 */
@Id("exact-match")
public record ExactMatch(@Default("0.5") double threshold) implements Metric {
    public ExactMatch {
        OutcomeCounts.check("ExactMatch", threshold);
    }

    /** A label is predicted where it is more probable than not. */
    public static ExactMatch of() {
        return new ExactMatch(0.5);
    }

    /** Predicts a label from this probability on, in (0, 1). */
    public ExactMatch threshold(double least) {
        return new ExactMatch(least);
    }

    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.LABELS;
    }

    @Override
    public Tally start(int width) {
        return OutcomeCounts.ofLabels(width, threshold, counts -> (double) counts.exact / counts.examples);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
