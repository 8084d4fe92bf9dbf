package cnn.testkit;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Splits;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A data source and what it is opened with.
 *
 * @param source the source
 * @param request what it is asked for
 */
record DataSourceCase(DataSource source, DataSource.Request request) {
    /** What is done with opened data. */
    interface Work {
        void run(Map<String, DataSet> parts);
    }

    Subject subject() {
        return new Subject("Data source " + source);
    }

    /** Opens the source, hands its parts over by name, the training part first, and closes them. */
    void open(Work work) {
        Splits splits = source.open(request);
        if (splits == null || splits.train() == null) {
            throw subject().wrong("open gives " + splits, "Give splits that have images to learn from");
        }
        try (splits) {
            Map<String, DataSet> parts = new LinkedHashMap<>();
            parts.put("training", splits.train());
            if (splits.validation() != null) {
                parts.put("validation", splits.validation());
            }
            if (splits.test() != null) {
                parts.put("test", splits.test());
            }
            work.run(parts);
        }
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
