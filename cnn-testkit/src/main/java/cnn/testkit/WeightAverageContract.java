package cnn.testkit;

import cnn.api.train.WeightAverage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What is true of every average of weights. A test class implements this and lists its configurations. */
public interface WeightAverageContract {
    /** The average in the configurations to be tested. */
    List<WeightAverage> averages();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfWeightAverages() {
        return Check.tests(averages(), WeightAverageChecks.ALL);
    }
}
