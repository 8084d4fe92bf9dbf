package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Area under the curve of precision over recall, in (0, 1], also called average precision: Σᵢ (Rᵢ − Rᵢ₋₁) Pᵢ, with precision P
 * and recall R of the predictions down to each threshold i, without interpolation. For each class against all others, or each
 * label by itself, and the mean over these; one that all examples have, or none, is left out. Guesses get the share of the
 * class, so that it tells more than {@link RocAuc} where classes are rare. Exact, as that. J. Davis and M. Goadrich, "The
 * relationship between precision-recall and ROC curves", ICML 2006.
 */
@Id("pr-auc")
public record PrAuc() implements Metric {
    private static final Rankings.Figure AREA = new Rankings.Figure() {
        @Override
        public double add(long positives, long negatives, long positivesAbove, long negativesAbove) {
            double hits = (double) positivesAbove + positives;
            return positives * (hits / (hits + negativesAbove + negatives));
        }

        @Override
        public double whole(long positives, long negatives) {
            return positives;
        }
    };

    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.CLASSES_OR_LABELS;
    }

    /** For labels. */
    @Override
    public Tally start(int width) {
        return new Rankings(width, false, AREA);
    }

    @Override
    public Tally start(Target target) {
        return new Rankings(target.width(), target.kind().isOfClasses(), AREA);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
