package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.kernel.Kernels;
import cnn.testkit.KernelSets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link SimdTwinTests}, for sums and maps by channels, pooling, rows, depthwise sums and Winograd's transforms. */
@EnabledIfSystemProperty(named = "cnn.kernels", matches = "simd")
class SimdMapTwinTests {
    private final Kernels scalar = new ScalarKernels();
    private final Kernels simd = KernelSets.named("simd");

    @ParameterizedTest
    @EnumSource
    void channelwiseAgree(ChannelwiseCase.Named method) {
        for (boolean odd : new boolean[] {false, true}) {
            for (ChannelwiseCase c : ChannelwiseCase.all(odd)) {
                assertThat(ProductCase.bits(c.run(method, simd.channelwise()))).as("%s", c)
                        .isEqualTo(ProductCase.bits(c.run(method, scalar.channelwise())));
            }
        }
    }

    @Test
    void scalingInPlaceMultipliesEachNumberOnce() {
        for (ChannelwiseCase c : ChannelwiseCase.all(false)) {
            for (Kernels kernels : List.of(scalar, simd)) {
                float[] x = c.x().clone();
                kernels.channelwise().scale(x, ChannelwiseCase.AT, c.count(), c.channels(), c.coefficients(), 1, x);
                float[] expected = c.run(ChannelwiseCase.Named.SCALE, scalar.channelwise());
                int end = ChannelwiseCase.AT + c.count();
                assertThat(ProductCase.bits(Arrays.copyOfRange(x, ChannelwiseCase.AT, end))).as("%s", c)
                        .isEqualTo(ProductCase.bits(Arrays.copyOfRange(expected, ChannelwiseCase.AT, end)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void poolsAgree(PoolCase.Named method) {
        for (boolean odd : new boolean[] {false, true}) {
            for (PoolCase c : PoolCase.all(odd)) {
                assertThat(ProductCase.bits(c.run(method, simd.family(Pools.class))))
                        .as("%s, %d outputs", c.taps(), c.outputs())
                        .isEqualTo(ProductCase.bits(c.run(method, scalar.family(Pools.class))));
            }
        }
    }

    @Test
    void rowsAgree() {
        for (RowsCase c : RowsCase.all()) {
            assertThat(ProductCase.bits(c.run(simd.family(Rows.class)))).as("%s", c)
                    .isEqualTo(ProductCase.bits(c.run(scalar.family(Rows.class))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void winogradsTransformsAgree(WinogradCase.Named method) {
        for (boolean odd : new boolean[] {false, true}) {
            for (WinogradCase c : WinogradCase.all(odd)) {
                assertThat(ProductCase.bits(c.run(method, simd.family(Winograd.class)))).as("%s", c)
                        .isEqualTo(ProductCase.bits(c.run(method, scalar.family(Winograd.class))));
            }
        }
    }

    @Test
    void winogradsProductsOfFewTilesAgree() {
        for (boolean odd : new boolean[] {false, true}) {
            for (FewTilesCase c : FewTilesCase.all(odd)) {
                assertThat(ProductCase.bits(c.products(simd.family(Winograd.class)))).as("%s", c)
                        .isEqualTo(ProductCase.bits(c.products(scalar.family(Winograd.class))));
            }
        }
    }

    @Test
    void depthwiseSumsAgree() {
        for (boolean odd : new boolean[] {false, true}) {
            for (DepthwiseCase c : DepthwiseCase.all(odd)) {
                assertThat(ProductCase.bits(c.weightedSums(simd.family(Depthwise.class)))).as("%s", c)
                        .isEqualTo(ProductCase.bits(c.weightedSums(scalar.family(Depthwise.class))));
            }
        }
    }

    @Test
    void depthwiseProductsAgree() {
        for (boolean odd : new boolean[] {false, true}) {
            for (DepthwiseCase c : DepthwiseCase.all(odd)) {
                assertThat(ProductCase.bits(c.addProducts(simd.family(Depthwise.class)))).as("%s", c)
                        .isEqualTo(ProductCase.bits(c.addProducts(scalar.family(Depthwise.class))));
            }
        }
    }
}
