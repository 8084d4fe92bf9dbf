package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Share of labels that are told rightly, over all examples, in [0, 1]: 1 − the {@link HammingLoss}. Where most examples lack
 * most labels it is high even for a network that never predicts any; {@link F1} is not.
 *
 * @param threshold probability from which on a label is predicted, in (0, 1)
 */
@Id("label-accuracy")
public record LabelAccuracy(@Default("0.5") double threshold) implements Metric {
    public LabelAccuracy {
        OutcomeCounts.check("LabelAccuracy", threshold);
    }

    /** A label is predicted where it is more probable than not. */
    public static LabelAccuracy of() {
        return new LabelAccuracy(0.5);
    }

    /** Predicts a label from this probability on, in (0, 1). */
    public LabelAccuracy threshold(double least) {
        return new LabelAccuracy(least);
    }

    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.LABELS;
    }

    @Override
    public Tally start(int width) {
        return OutcomeCounts.ofLabels(width, threshold,
                counts -> 1 - (double) counts.wrong() / (counts.examples * counts.hits.length));
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
