package cnn.core.pipeline;

import cnn.api.train.Metric;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.text.Echo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes an epoch the best: {@link TrainConfig#monitor()}, found among what the epochs report.
 *
 * @param key the name under which {@link Scores#metrics()} has it; {@code loss} for the loss of all
 * @param higherIsBetter whether more of it is better
 */
public record Monitor(String key, boolean higherIsBetter) {
    /**
     * What a configuration names: {@code loss}, a metric, or of a network with named outputs {@code output/loss} or
     * {@code output/metric}.
     *
     * @param outputs by name; null or empty for one output, which has the metrics of {@code train}
     * @throws IllegalArgumentException where there is no such thing, saying what there is
     */
    public static Monitor of(TrainConfig train, @Nullable Map<String, OutputConfig> outputs) {
        String wanted = train.monitor();
        if (wanted.equals(TrainConfig.LOSS)) {
            return new Monitor(TrainConfig.LOSS, false);
        }
        if (outputs == null || outputs.isEmpty()) {
            int metric = train.metricNames().indexOf(wanted);
            if (metric < 0) {
                throw unknown(wanted, train.metricNames());
            }
            return new Monitor(wanted, train.metrics().get(metric).higherIsBetter());
        }
        Map<String, Monitor> known = known(outputs);
        Monitor found = known.get(wanted);
        if (found == null) {
            throw new IllegalArgumentException("Training cannot be monitored by '" + Echo.of(wanted)
                    + "': the pipeline has outputs, each with a loss and metrics of its own. Use loss, which is the sum of "
                    + "their losses, or " + String.join(", ", known.keySet()) + "; other metrics can be added to an "
                    + "output.");
        }
        return found;
    }

    /** What is no metric of a network with one output. */
    static IllegalArgumentException unknown(String wanted, List<String> metrics) {
        return new IllegalArgumentException("Training cannot be monitored by '" + Echo.of(wanted)
                + "', which is no metric of it. Use loss" + (metrics.isEmpty() ? "" : ", " + String.join(", ", metrics))
                + ", or add '" + Echo.of(wanted) + "' to the metrics.");
    }

    /** By name. What only one output reports needs no output's name before it in reports. */
    private static Map<String, Monitor> known(Map<String, OutputConfig> outputs) {
        Map<String, Monitor> known = new LinkedHashMap<>();
        outputs.forEach((name, output) -> {
            String path = name + "/";
            String reported = outputs.size() == 1 ? "" : path;
            known.put(path + TrainConfig.LOSS, new Monitor(reported + TrainConfig.LOSS, false));
            List<String> metrics = output.metricNames();
            for (int i = 0; i < metrics.size(); i++) {
                Metric metric = output.metrics().get(i);
                known.put(path + metrics.get(i), new Monitor(reported + metrics.get(i), metric.higherIsBetter()));
            }
        });
        return known;
    }

    /** Its value in an epoch; NaN where it is none, infinite included, which no history in JSON can tell from it. */
    public double value(Scores scores) {
        if (key.equals(TrainConfig.LOSS)) {
            return Double.isFinite(scores.loss()) ? scores.loss() : Double.NaN;
        }
        Double value = scores.metrics().get(key); // no default, which would be boxed in every step
        return value != null && Double.isFinite(value) ? value : Double.NaN;
    }
}
