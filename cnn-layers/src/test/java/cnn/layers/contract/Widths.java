package cnn.layers.contract;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/**
 * What of a contract depends on how wide vectors are: that the kernels give the scalar ones' bits. With these, all the rest
 * follows from the run on the scalar kernels, which need not be repeated at every width.
 */
final class Widths {
    private static final String CLAUSE = "gives the same bits on all kernels";
    private static final boolean NARROWED = System.getProperty("cnn.vector.bits") != null;

    private Widths() {
    }

    /** The whole contract, or where vectors were made narrower what depends on that. */
    static Stream<DynamicContainer> of(Stream<DynamicContainer> contract) {
        return NARROWED ? contract.map(Widths::clause) : contract;
    }

    private static DynamicContainer clause(DynamicContainer one) {
        List<? extends DynamicNode> tests = one.getChildren().filter(test -> test.getDisplayName().equals(CLAUSE))
                .toList();
        if (tests.size() != 1) {
            throw new IllegalStateException(one.getDisplayName() + " has no clause '" + CLAUSE + "'. Was it renamed?");
        }
        return DynamicContainer.dynamicContainer(one.getDisplayName(), tests);
    }
}
