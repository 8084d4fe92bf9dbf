package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Area under the curve of true over false positives, in [0, 1]: the chance that an example of a class is held for it with
 * higher probability than one of another class, a tie counting half. For each class against all others, or each label by
 * itself, and the mean over these; one that all examples have, or none, is left out. 0.5 for guesses. Exact, by ranking all
 * predictions, which are kept until then: 5 bytes for each class of an example. J. A. Hanley and B. J. McNeil, "The meaning
 * and use of the area under a receiver operating characteristic curve", Radiology 143, 1982.
 */
@Id("roc-auc")
public record RocAuc() implements Metric {
    private static final Rankings.Figure AREA = new Rankings.Figure() {
        @Override
        public double add(long positives, long negatives, long positivesAbove, long negativesAbove) {
            return negatives * (positivesAbove + positives / 2.0);
        }

        @Override
        public double whole(long positives, long negatives) {
            return (double) positives * negatives;
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
