package cnn.testkit;

import cnn.api.train.Metric;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What is true of every metric. A test class implements this and lists the metric in the configurations that matter. */
public interface MetricContract {
    /** The metric in the configurations to be tested, with targets of each kind that it takes. */
    List<Metric> metrics();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfMetrics() {
        return Check.tests(metrics(), MetricChecks.ALL);
    }
}
