package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Share of examples whose right class, the first one with the highest target, has the highest score, in [0, 1]. Among
 * equal scores the first class counts as the highest, as in a search for the maximum from the front. A score of NaN
 * counts as the highest, so that a network gone astray is never right by chance.
 */
@Id("accuracy")
public record Accuracy() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.CLASS, Target.Kind.SOFT_LABEL);
    }

    @Override
    public Tally start(int width) {
        return new Hits(1);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
