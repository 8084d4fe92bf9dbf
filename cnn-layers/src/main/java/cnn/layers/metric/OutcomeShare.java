package cnn.layers.metric;

import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A share of outcomes, in [0, 1], of classes or of labels, higher being better. */
interface OutcomeShare extends Metric {
    /** How classes or labels are put together. */
    Average average();

    /** Probability from which on a label is predicted. */
    double threshold();

    /** The class or label that alone is measured; null for all. */
    @Nullable
    String only();

    /** The share, of one class or label or of all together. */
    double share(long hits, long misses, long falseAlarms);

    @Override
    default Set<Target.Kind> targetKinds() {
        return OutcomeCounts.CLASSES_OR_LABELS;
    }

    /** For labels that are called by their numbers. */
    @Override
    default Tally start(int width) {
        return start(Average.numbered(width));
    }

    @Override
    default Tally start(Target target) {
        return OutcomeCounts.of(target, threshold(),
                average().figure(getClass().getSimpleName(), target, this::share, only()));
    }

    @Override
    default boolean higherIsBetter() {
        return true;
    }
}
