package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Squared distance of probabilities from what is so: of classes the mean over the examples of Σⱼ (pⱼ − tⱼ)², in [0, 2]; of
 * labels the mean over all of (p − t)², in [0, 1]. 0 is best; only honest probabilities make it small. G. W. Brier,
 * "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950.
 */
@Id("brier-score")
public record BrierScore() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.CLASSES_OR_LABELS;
    }

    /** For labels. */
    @Override
    public Tally start(int width) {
        return MeanError.ofNumbers(BrierScore::square);
    }

    @Override
    public Tally start(Target target) {
        return target.kind().isOfClasses() ? MeanError.ofExamples(BrierScore::square) : start(target.width());
    }

    private static double square(double probability, double share) {
        return (probability - share) * (probability - share);
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }
}
