package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/** Mean distance of predictions from targets, over all numbers of all examples: Σ |p − t| / n, in the targets' unit. */
@Id("mean-absolute-error")
public record MeanAbsoluteError() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.NUMBERS);
    }

    @Override
    public Tally start(int width) {
        return MeanError.ofNumbers((prediction, target) -> Math.abs(prediction - target));
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }
}
