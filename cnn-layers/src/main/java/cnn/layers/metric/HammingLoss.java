package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Share of labels that are told wrongly, over all examples, in [0, 1]: 1 − {@link LabelAccuracy}.
 *
 * @param threshold probability from which on a label is predicted, in (0, 1)
 */
@Id("hamming-loss")
public record HammingLoss(@Default("0.5") double threshold) implements Metric {
    public HammingLoss {
        OutcomeCounts.check("HammingLoss", threshold);
    }

    /** A label is predicted where it is more probable than not. */
    public static HammingLoss of() {
        return new HammingLoss(0.5);
    }

    /** Predicts a label from this probability on, in (0, 1). */
    public HammingLoss threshold(double least) {
        return new HammingLoss(least);
    }

    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.LABELS;
    }

    @Override
    public Tally start(int width) {
        return OutcomeCounts.ofLabels(width, threshold,
                counts -> (double) counts.wrong() / (counts.examples * counts.hits.length));
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }
}
