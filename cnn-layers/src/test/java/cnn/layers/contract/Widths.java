package cnn.layers.contract;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/**
 * What of a contract depends on how wide vectors are: that the kernels give the scalar ones' bits. With these, all the rest
 * follows from the run on the scalar kernels, which need not be repeated at every width. Nor does it depend on kernels which
 * numbers a layer's record takes, so the run without vectors leaves that to the one with them.
 */
final class Widths {
    private static final String CLAUSE = "gives the same bits on all kernels";
    private static final Set<String> SWEEPS = Set.of("takes any whole numbers or refuses them with words",
            "refuses what is no number", "takes huge numbers or refuses them with words");
    private static final boolean SCALAR = ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty();
    private static final boolean NARROWED = System.getProperty("cnn.vector.bits") != null;

    private Widths() {
    }

    /** The whole contract, or where vectors were made narrower or are not there what depends on that. */
    static Stream<DynamicContainer> of(Stream<DynamicContainer> contract) {
        return NARROWED ? contract.map(Widths::clause) : SCALAR ? contract.map(Widths::withoutSweeps) : contract;
    }

    private static DynamicContainer withoutSweeps(DynamicContainer one) {
        List<? extends DynamicNode> all = one.getChildren().toList();
        List<? extends DynamicNode> tests = all.stream().filter(test -> !SWEEPS.contains(test.getDisplayName()))
                .toList();
        if (all.size() - tests.size() != SWEEPS.size()) {
            throw new IllegalStateException(one.getDisplayName() + " has not all clauses of " + SWEEPS
                    + ". Was one renamed?");
        }
        return DynamicContainer.dynamicContainer(one.getDisplayName(), tests);
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
