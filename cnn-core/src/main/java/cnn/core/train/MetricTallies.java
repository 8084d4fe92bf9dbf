package cnn.core.train;

import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import cnn.core.registry.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The counts of all metrics over one pass after the other. What a metric throws is told with its name. */
final class MetricTallies implements Counting {
    private final List<Metric> metrics;
    private final List<String> names;
    private final Target target;
    private final Metric.Tally[] tallies;

    /** Counts that have not begun. */
    MetricTallies(Objective objective) {
        metrics = objective.metrics();
        names = objective.metricNames();
        target = objective.output().target();
        tallies = new Metric.Tally[metrics.size()];
    }

    /** Begins a pass. */
    void start() {
        for (int i = 0; i < tallies.length; i++) {
            Metric.Tally tally;
            try {
                tally = metrics.get(i).start(target);
            } catch (Throwable thrown) {
                throw fault(i, "start", thrown);
            }
            if (tally == null) {
                throw Fault.nonsense(metrics.get(i), "gave null from start", "a pass needs a tally of its own");
            }
            tallies[i] = tally;
        }
    }

    /** Adds a batch to all. */
    void add(ScoredBatch batch) {
        int i = 0;
        try {
            for (; i < tallies.length; i++) {
                tallies[i].add(batch);
            }
        } catch (Throwable thrown) {
            throw fault(i, "add", thrown);
        }
    }

    /** Name → value, in the metrics' order; where targets are classes, after {@code accuracy}. */
    Map<String, Double> values(double accuracy) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (target.kind().isOfClasses()) {
            values.put("accuracy", accuracy);
        }
        values.putAll(values());
        return values;
    }

    /** Name → value, in the metrics' order. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < tallies.length; i++) {
            try {
                values.put(names.get(i), tallies[i].value());
            } catch (Throwable thrown) {
                throw fault(i, "value", thrown);
            }
        }
        return values;
    }

    @Override
    public Map<String, double[]> counts() {
        Map<String, double[]> counts = new LinkedHashMap<>();
        for (int i = 0; i < tallies.length; i++) {
            try {
                counts.put(names.get(i), tallies[i].counts());
            } catch (Throwable thrown) {
                throw fault(i, "counts", thrown);
            }
        }
        return counts;
    }

    @Override
    public void restore(Map<String, double[]> counts) {
        if (!counts.keySet().equals(Set.copyOf(names))) {
            throw new IllegalArgumentException(
                    "There are counts of " + counts.keySet() + " but the metrics are " + names
                            + ".");
        }
        start();
        for (int i = 0; i < tallies.length; i++) {
            try {
                tallies[i].restore(counts.get(names.get(i)));
            } catch (Throwable thrown) {
                throw fault(i, "restore", thrown);
            }
        }
    }

    private RuntimeException fault(int metric, String doing, Throwable thrown) {
        return Fault.of("Metric '" + names.get(metric) + "'", metrics.get(metric), doing, thrown);
    }
}
