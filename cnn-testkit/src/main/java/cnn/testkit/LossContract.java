package cnn.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What is true of every loss. A test class implements this and lists the loss in the configurations that matter:
 *
 * {@snippet :
 * class HingeTests implements LossContract {
 *     public List<LossCase> cases() {
 *         return List.of(LossCase.of(new Hinge(), 5));
 *     }
 * }
 * }
 */
public interface LossContract {
    /** The loss in the configurations to be tested, with targets of each kind that it takes. */
    List<LossCase> cases();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfLosses() {
        return Check.tests(cases(), LossChecks.ALL);
    }
}
