package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.layers.activation.Softmax;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.testkit.LayerCase;
import cnn.testkit.LayerContract;
import cnn.testkit.LossCase;
import cnn.testkit.LossContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.opentest4j.TestAbortedException;

/** The test kit compares SIMD with scalar kernels, or says why it does not. */
class KernelComparisonTests {
    private static final LayerContract LAYERS = () -> List.of(LayerCase.of(new Softmax(), Shape.vector(5)));
    private static final LossContract LOSSES = () -> List.of(LossCase.of(SoftmaxCrossEntropy.of(), 5));

    private static List<DynamicTest> comparisons() {
        return Stream.concat(LAYERS.keepsTheContractOfLayers(), LOSSES.keepsTheContractOfLosses())
                .flatMap(DynamicContainer::getChildren).map(DynamicTest.class::cast)
                .filter(test -> test.getDisplayName().equals("gives the same bits on all kernels")).toList();
    }

    @Test
    @EnabledIfSystemProperty(named = "cnn.kernels", matches = "scalar")
    void withoutTheVectorModuleItIsSkippedAndSaysWhy() {
        assertThat(comparisons()).hasSize(2).allSatisfy(test -> assertThatThrownBy(test.getExecutable()::execute)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining(
                        "There are no two sets of kernels to compare. Kernels 'simd' cannot be used here: "
                                + "The JVM runs without the module jdk.incubator.vector. Start it with: java --add-modules "
                                + "jdk.incubator.vector …"));
    }

    @Test
    @EnabledIfSystemProperty(named = "cnn.kernels", matches = "simd")
    void withTheVectorModuleItIsMade() throws Throwable {
        assertThat(comparisons()).hasSize(2);
        for (DynamicTest comparison : comparisons()) {
            comparison.getExecutable().execute();
        }
    }
}
