package cnn.core.pipeline;

import cnn.api.Id;
import cnn.api.train.Metric;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What metrics are called beside each other: by their id, and where it is not theirs alone, by what differs. */
final class MetricNames {
    private MetricNames() {
    }

    /** The metric's id; the class's name where it has none. */
    static String id(Metric metric) {
        Id id = metric.getClass().getAnnotation(Id.class);
        return id == null ? metric.getClass().getSimpleName() : id.value();
    }

    /**
     * A name of its own for each metric, in their order: {@code accuracy}, or {@code top-k(k=2)} beside another top-k.
     *
     * @throws IllegalArgumentException where two cannot be told apart, or one is called loss
     */
    static List<String> of(List<Metric> metrics) {
        List<String> names = new ArrayList<>();
        for (Metric metric : metrics) {
            String id = id(metric);
            if (id.equals(TrainConfig.LOSS)) {
                throw new IllegalArgumentException("A metric cannot be called '" + TrainConfig.LOSS + "', which is the "
                        + "loss's own name. Give " + metric.getClass().getName() + " another @Id.");
            }
            List<Metric> namesakes = metrics.stream().filter(other -> id(other).equals(id)).toList();
            names.add(namesakes.size() == 1 ? id : id + differing(metric, namesakes));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                throw new IllegalArgumentException("The metrics have " + metrics.get(i) + " under the name '"
                        + names.get(i) + "' more than once. Leave one out, or give one other options or an @Id of its "
                        + "own.");
            }
        }
        return Collections.unmodifiableList(names);
    }

    private static String differing(Metric metric, List<Metric> namesakes) {
        List<Map<String, String>> all = namesakes.stream().map(MetricNames::options).toList();
        String differing = options(metric).entrySet().stream()
                .filter(option -> all.stream()
                        .anyMatch(other -> !Objects.equals(other.get(option.getKey()), option.getValue())))
                .map(option -> option.getKey() + "=" + option.getValue()).collect(Collectors.joining(", "));
        return differing.isEmpty() ? "" : "(" + differing + ")";
    }

    private static Map<String, String> options(Metric metric) {
        Map<String, String> options = new LinkedHashMap<>();
        if (metric instanceof Record && encode(metric) instanceof ConfigNode.Keys keys) {
            keys.entries().forEach(entry -> options.put(entry.key(), entry.value() instanceof ConfigNode.Scalar scalar
                    ? scalar.text()
                    : entry.value().toJson()));
        }
        return options;
    }

    @SuppressWarnings("unchecked")
    private static <M extends Metric> ConfigNode encode(M metric) {
        return RecordCodec.encode((Class<M>) metric.getClass(), metric);
    }
}
