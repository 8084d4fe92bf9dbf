package cnn.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What is true of every block. A test class implements this and lists the block in the configurations that matter, on shapes
 * that it takes and on shapes that it must refuse:
 *
 * {@snippet :
 * class ConvUnitTests implements BlockContract {
 *     public List<BlockCase> cases() {
 *         return List.of(BlockCase.of(new ConvUnit(4), Shape.image(6, 5, 3)).giving(Shape.image(6, 5, 4)),
 *                 BlockCase.of(new ConvUnit(4), Shape.vector(3)).refused());
 *     }
 * }
 * }
 *
 * Each clause is a test of its own; its message says what is wrong with the block and how to mend it. The block is written out
 * and run as one layer, so that the gradients of all its inputs and parameters are compared with central differences.
 * Layers that draw numbers, such as dropout, cannot be compared so: leave them out of the case.
 */
public interface BlockContract {
    /** The block in the configurations and on the shapes to be tested. */
    List<BlockCase> cases();

    /** The tests. */
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfBlocks() {
        return Stream.concat(Check.tests(cases().stream().filter(one -> !one.isRefused()).toList(), BlockChecks.TAKEN),
                cases().stream().anyMatch(BlockCase::isRefused)
                        ? Check.tests(cases().stream().filter(BlockCase::isRefused).toList(), BlockChecks.REFUSED)
                        : Stream.empty());
    }
}
