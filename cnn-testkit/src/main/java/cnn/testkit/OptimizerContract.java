package cnn.testkit;

import cnn.api.train.Optimizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What is true of every optimizer. A test class implements this and lists the optimizer in the configurations that
 * matter:
 *
 * {@snippet :
 * class SgdTests implements OptimizerContract {
 *     public List<Optimizer> optimizers() {
 *         return List.of(Sgd.of(0.05), Sgd.of(0.05).momentum(0.9));
 *     }
 * }
 * }
 */
public interface OptimizerContract {
    /** The optimizer in the configurations to be tested. */
    List<Optimizer> optimizers();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfOptimizers() {
        return Check.tests(optimizers(), OptimizerChecks.ALL);
    }
}
