package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.kernel.Functions;
import cnn.api.kernel.Products;
import cnn.testkit.KernelSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The SIMD kernels give the scalar ones' bits. Only in the tests' SIMD run: the other has no vector module. */
@EnabledIfSystemProperty(named = "cnn.kernels", matches = "simd")
class SimdTwinTests {
    private final Products scalar = new ScalarKernels().products();
    private final Products simd = KernelSets.named("simd").products();

    @Test
    void weightedSumsAgree() {
        for (ProductCase c : ProductCase.all(false)) {
            assertThat(ProductCase.bits(c.weightedSums(simd))).as("%s", c)
                    .isEqualTo(ProductCase.bits(c.weightedSums(scalar)));
        }
    }

    @Test
    void weightedSumsAgreeOnZerosDenormalsAndInfinities() {
        for (ProductCase c : ProductCase.all(true)) {
            assertThat(ProductCase.bits(c.weightedSums(simd))).as("%s", c)
                    .isEqualTo(ProductCase.bits(c.weightedSums(scalar)));
        }
    }

    @Test
    void outerProductsAgree() {
        for (ProductCase c : ProductCase.all(false)) {
            assertThat(ProductCase.bits(c.addOuterProducts(simd))).as("%s", c)
                    .isEqualTo(ProductCase.bits(c.addOuterProducts(scalar)));
        }
    }

    @Test
    void outerProductsFromZeroAgree() {
        for (ProductCase c : ProductCase.all(true)) {
            assertThat(ProductCase.bits(c.outerProducts(simd))).as("%s", c)
                    .isEqualTo(ProductCase.bits(c.outerProducts(scalar)));
        }
    }

    @Test
    void outerProductsAgreeOnZerosDenormalsAndInfinities() {
        for (ProductCase c : ProductCase.all(true)) {
            assertThat(ProductCase.bits(c.addOuterProducts(simd))).as("%s", c)
                    .isEqualTo(ProductCase.bits(c.addOuterProducts(scalar)));
        }
    }

    @Test
    void functionsAgreeOnEveryKindOfNumber() {
        Functions one = new ScalarKernels().functions();
        Functions other = KernelSets.named("simd").functions();
        float[] in = FunctionsTests.everyKindOfNumber();
        for (FunctionsTests.Kernel function : FunctionsTests.all()) {
            float[] a = new float[in.length];
            float[] b = new float[in.length];
            function.apply(one, in, 0, a, 0, in.length);
            function.apply(other, in, 0, b, 0, in.length);
            for (int i = 0; i < in.length; i++) {
                if (Float.floatToIntBits(a[i]) != Float.floatToIntBits(b[i])) {
                    assertThat(b[i]).as("%s(%s)", function, in[i]).isEqualTo(a[i]);
                }
            }
        }
    }

    @Test
    void functionsAgreeAtEveryLengthInPlaceAndTouchNothingElse() {
        Functions one = new ScalarKernels().functions();
        Functions other = KernelSets.named("simd").functions();
        for (FunctionsTests.Kernel function : FunctionsTests.all()) {
            for (int count = 0; count < 70; count++) {
                float[] a = new float[count + 8];
                for (int i = 0; i < a.length; i++) {
                    a[i] = i * 0.37f - 5;
                }
                float[] b = a.clone();
                function.apply(one, a, 3, a, 3, count);
                function.apply(other, b, 3, b, 3, count);
                assertThat(ProductCase.bits(b)).as("%s, %d", function, count).isEqualTo(ProductCase.bits(a));
            }
        }
    }
}
