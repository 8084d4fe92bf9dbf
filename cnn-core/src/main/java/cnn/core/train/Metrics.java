package cnn.core.train;

import cnn.api.Id;
import cnn.api.train.Metric;

/** How metrics are called in reports. */
final class Metrics {
    private Metrics() {
    }

    /** The metric's id. */
    static String name(Metric metric) {
        Id id = metric.getClass().getAnnotation(Id.class);
        return id != null ? id.value() : metric.getClass().getSimpleName();
    }
}
