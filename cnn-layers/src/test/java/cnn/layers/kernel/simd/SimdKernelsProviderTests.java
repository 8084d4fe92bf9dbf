package cnn.layers.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.layers.kernel.ScalarKernelsProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SimdKernelsProviderTests {
    private final SimdKernelsProvider provider = new SimdKernelsProvider();

    @Test
    @DisabledIfSystemProperty(named = "cnn.kernels", matches = "simd")
    void saysHowToGetTheMissingModule() {
        assertThat(provider.obstacle()).isEqualTo("The JVM runs without the module jdk.incubator.vector. "
                + "Start it with: java --add-modules jdk.incubator.vector …");
    }

    @Test
    @EnabledIfSystemProperty(named = "cnn.kernels", matches = "simd")
    void namesItsWidthAndGoesBeforeTheScalarKernels() {
        assertThat(provider.obstacle()).isNull();
        assertThat(provider.create().id()).isEqualTo("simd-" + 32 * SimdKernels.lanes());
        assertThat(provider.rank()).isGreaterThan(new ScalarKernelsProvider().rank());
    }

    @Test
    void wantsVectorsOfFourFloats() {
        assertThat(SimdKernelsProvider.obstacle(4)).isNull();
        assertThat(SimdKernelsProvider.obstacle(2)).isEqualTo("The vectors of this JVM hold 2 floats and at least 4 "
                + "are needed. Remove -XX:MaxVectorSize, or use a processor with 128-bit vectors.");
    }

    @Test
    void doesNotServeWhereVectorsAreNoInstructions() {
        assertThat(SimdKernelsProvider.obstacle(true, "mixed mode, sharing")).isNull();
        assertThat(SimdKernelsProvider.obstacle(false, "mixed mode, sharing")).isEqualTo("The JVM uses no fused "
                + "multiply-add of the processor, and vectors without it would be a thousand times slower. Remove "
                + "-XX:UseAVX and -XX:-UseFMA, or use a processor that has it (x86-64-v3: since 2013).");
        assertThat(SimdKernelsProvider.obstacle(true, "interpreted mode, sharing")).isEqualTo(
                "The JVM compiles nothing, and vectors would be slower than plain numbers. Remove -Xint.");
        assertThat(SimdKernelsProvider.obstacle(true, "mixed mode, emulated-client, sharing")).isEqualTo("The JVM does "
                + "without its second compiler, which alone makes instructions of vectors. Remove "
                + "-XX:TieredStopAtLevel.");
    }
}
