package cnn.api.train;

import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.api.layer.Layer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How wrong the network's scores are. A record with an {@link cnn.api.Id}. A loss works on the scores that the last
 * layer gives, before any final activation, which is numerically safer; {@link #activation()} is what prediction puts
 * behind them.
 */
public interface Loss {
    /** The layer that turns scores into predictions: softmax for cross-entropy; null where scores are predictions. */
    @Nullable
    Layer activation();

    /**
     * The kinds of target that it compares scores with; others are refused before training. The class of an image alone,
     * unless overridden.
     */
    default Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.CLASS);
    }

    /**
     * Checks that this loss can compare such scores with the targets.
     *
     * @throws IllegalArgumentException saying what is given, what is expected and how to mend it
     */
    void check(Shape scores, Shape targets);

    /**
     * Overwrites {@code batch.gradient()} with the derivative of the batch's <em>mean</em> loss, and returns the
     * <em>sum</em> of its examples' losses.
     */
    double apply(ScoredBatch batch);
}
