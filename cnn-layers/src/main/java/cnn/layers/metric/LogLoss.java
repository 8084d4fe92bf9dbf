package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Surprise at the targets, in nats: of classes the mean over the examples of −Σⱼ tⱼ ln pⱼ; of labels the mean over all of
 * −t ln p − (1 − t) ln(1 − p). A probability counts as at least 10⁻¹⁵, so that one mistake does not make it infinite. It is
 * what the loss would be without smoothing, weights or other terms. I. J. Good, "Rational decisions", Journal of the Royal
 * Statistical Society B 14, 1952.
 */
@Id("log-loss")
public record LogLoss() implements Metric {
    private static final double LEAST = 1e-15;

    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.CLASSES_OR_LABELS;
    }

    /** For labels. */
    @Override
    public Tally start(int width) {
        return MeanError.ofNumbers((p, t) -> surprise(p, t) + surprise(1 - p, 1 - t));
    }

    @Override
    public Tally start(Target target) {
        return target.kind().isOfClasses() ? MeanError.ofExamples(LogLoss::surprise) : start(target.width());
    }

    private static double surprise(double probability, double share) {
        return share == 0 ? 0 * probability : -share * Math.log(Math.max(probability, LEAST)); // NaN stays NaN
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }
}
