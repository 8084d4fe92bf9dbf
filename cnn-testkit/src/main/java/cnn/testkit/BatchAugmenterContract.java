package cnn.testkit;

import cnn.api.data.BatchAugmenter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What is true of every augmenter of batches. A test class implements this and lists the augmenter in the configurations
 * that matter:
 *
 * {@snippet :
 * class MixUpTests implements BatchAugmenterContract {
 *     public List<BatchAugmenter> batchAugmenters() {
 *         return List.of(MixUp.of(0.2), MixUp.of(1));
 *     }
 * }
 * }
 */
public interface BatchAugmenterContract {
    /** The augmenter in the configurations to be tested, all of which change something. */
    List<BatchAugmenter> batchAugmenters();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfBatchAugmenters() {
        return Check.tests(batchAugmenters(), BatchAugmenterChecks.ALL);
    }
}
