package cnn.core.pipeline;

import cnn.api.Default;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several outputs of a network: which layer gives its scores, and what they are compared with.
 *
 * @param layer name of the layer that gives the scores
 * @param target which of the data's targets they are compared with; null for the one of the output's own name
 * @param loss what is made small
 * @param weight what its loss is multiplied by in the sum of all outputs' losses, more than 0
 * @param metrics what is reported besides the loss
 */
public record OutputConfig(String layer, @Nullable String target,
        @Default("softmax-cross-entropy") Loss loss, @Default("1") double weight,
        @Default("[]") List<Metric> metrics) {
    public OutputConfig {
        metrics = List.copyOf(metrics);
        if (!(weight > 0 && weight <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "The weight of an output is " + weight + " but must be more than 0. Give 1 "
                            + "for a loss that counts as it is, or leave the output out.");
        }
    }

    /** An output whose loss counts as it is, compared with the target of its own name. */
    public static OutputConfig of(String layer, Loss loss, Metric... metrics) {
        return new OutputConfig(layer, null, loss, 1, List.of(metrics));
    }

    /** Compared with the target of this name. */
    public OutputConfig target(String name) {
        return new OutputConfig(layer, name, loss, weight, metrics);
    }

    /** With its loss multiplied by this in the sum. */
    public OutputConfig weight(double factor) {
        return new OutputConfig(layer, target, loss, factor, metrics);
    }

    /** What the metrics are called beside each other, in their order. */
    public List<String> metricNames() {
        return MetricNames.of(metrics);
    }
}
