package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KernelSetsTests {
    /** A provider that is only asked whether it can be used. */
    private record Offer(String id, int rank, @Nullable String obstacle) implements KernelsProvider {
        @Override
        public Kernels create() {
            throw new AssertionError("nobody computes here");
        }
    }

    @Test
    void namesOneThatIsNotOnThePath() {
        assertThatThrownBy(() -> KernelSets.named("gpu")).isInstanceOf(IllegalStateException.class).hasMessage(
                "Tests were asked to run on kernels 'gpu', but the path has only []. Put cnn-layers on the test path.");
    }

    @Test
    void saysWhySetsOfKernelsAreNotCompared() {
        assertThat(KernelSets.nothingToCompare(List.of()))
                .isEqualTo("No kernels are on the test path. Add cnn-layers to the test dependencies.");
        assertThat(KernelSets.nothingToCompare(List.of(new Offer("scalar", 0, null))))
                .isEqualTo("There are no two sets "
                        + "of kernels to compare. The path has only [scalar]. Put cnn-layers on the test path.");
        assertThat(KernelSets.nothingToCompare(List.of(new Offer("scalar", 0, null), new Offer("simd", 10,
                "The JVM lacks a module. Add it."))))
                .isEqualTo(
                        "There are no two sets of kernels to compare. Kernels 'simd' cannot be used here: The JVM lacks "
                                + "a module. Add it.");
    }
}
