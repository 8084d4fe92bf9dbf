package cnn.testkit;

import cnn.api.data.Augmenter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What is true of every augmenter. A test class implements this and lists the augmenter in the configurations that
 * matter:
 *
 * {@snippet :
 * class FlipTests implements AugmenterContract {
 *     public List<Augmenter> augmenters() {
 *         return List.of(new Flip(0.5));
 *     }
 * }
 * }
 *
 * The pictures are grey and coloured, square and not, down to a single pixel; those that the augmenter's check rejects
 * are left out, but it must take some.
 */
public interface AugmenterContract {
    /** The augmenter in the configurations to be tested. Each must change some picture. */
    List<Augmenter> augmenters();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfAugmenters() {
        return Check.tests(augmenters(), AugmenterChecks.ALL);
    }
}
