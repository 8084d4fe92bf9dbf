package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Share of examples whose right class is among the k highest scores, in [0, 1]. Equal scores and NaN count as in
 * {@link Accuracy}, which is the same with k = 1. With no more than k classes it is always 1.
 *
 * @param k how many guesses are allowed, at least 1
 */
@Id("top-k")
public record TopK(@Default("5") int k) implements Metric {
    public TopK {
        if (k < 1) {
            throw new IllegalArgumentException("TopK allows " + k + " guesses. Give at least 1, for example 5.");
        }
    }

    /** With the given number of guesses. */
    public static TopK of(int k) {
        return new TopK(k);
    }

    @Override
    public Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.CLASS, Target.Kind.SOFT_LABEL);
    }

    @Override
    public Tally start(int width) {
        return new Hits(k);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
