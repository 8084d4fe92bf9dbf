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
}
