package cnn.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What is true of every layer. A test class implements this and lists the layer in the configurations that matter, with
 * awkward shapes:
 *
 * {@snippet :
 * class ScaleTests implements LayerContract {
 *     public List<LayerCase> cases() {
 *         return List.of(LayerCase.of(new Scale(2), Shape.image(5, 4, 3)));
 *     }
 * }
 * }
 *
 * Each clause is a test of its own; its message says what is wrong with the layer and how to mend it. Inputs hold values
 * from −2 to 2, see {@link LayerCase#between}; parameters are drawn by their initializers and then shifted a little, so
 * that no bias is 0 and no scale 1.
 */
public interface LayerContract {
    /** The layer in the configurations and on the shapes to be tested. */
    List<LayerCase> cases();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfLayers() {
        return Check.tests(cases(), LayerChecks.ALL);
    }
}
