package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Mean squared distance of predictions from targets, over all numbers of all examples: Σ (p − t)² / n, in the square of the
 * targets' unit. Large errors count more than in {@link MeanAbsoluteError}.
 */
@Id("mean-squared-error")
public record MeanSquaredError() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.NUMBERS);
    }

    @Override
    public Tally start(int width) {
        return MeanError.ofNumbers((prediction, target) -> (prediction - target) * (prediction - target));
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }
}
