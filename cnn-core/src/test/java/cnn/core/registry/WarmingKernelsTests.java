package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WarmingKernelsTests {
    private static final float[] NONE = {};
    /** 1,000 multiply-adds for each output. */
    private static final Windows THOUSAND = Windows.matrix(100, 10);

    private final List<String> asked = new ArrayList<>();
    private final Kernels kernels = new WarmingKernels(new Noting("plain"), new Noting("fast"));

    /** A family that neither the API nor the core knows. */
    private static final class Dots {
    }

    /** Notes who was asked, and computes nothing. */
    private final class Noting implements Kernels, Products {
        private final String id;

        Noting(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Products products() {
            return this;
        }

        @Override
        public Functions functions() {
            return noted();
        }

        @Override
        public Channelwise channelwise() {
            return noted();
        }

        @Override
        public <F> F family(Class<F> family) {
            asked.add(id);
            return family.cast(new Dots());
        }

        private <K> @Nullable K noted() {
            asked.add(id);
            return null;
        }

        @Override
        public void weightedSums(Windows windows, float[] in, int inAt, float[] packed, int packedAt,
                float @Nullable [] start, int startAt, float[] out, int outAt, int outputs, int lines) {
            asked.add(id);
        }

        @Override
        public void outerProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt,
                int outputs, int lines, float[] sums, int sumsAt) {
            asked.add(id);
        }

        @Override
        public void cutColumns(float[] matrix, int at, int pitch, int rows, int columns, int width, float[] to,
                int toAt) {
            asked.add(id);
        }

        @Override
        public void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt,
                int outputs, int lines, float[] sums, int sumsAt) {
            asked.add(id);
        }
    }

    private void multiplyAdds(Products products, int thousands) {
        products.weightedSums(THOUSAND, NONE, 0, NONE, 0, null, 0, NONE, 0, thousands, 1);
    }

    @Test
    void startsPlainAndChangesOverOnceForAll() {
        for (int i = 0; i < 4; i++) {
            multiplyAdds(kernels.products(), 6_000);
        }
        kernels.products().addOuterProducts(THOUSAND, NONE, 0, NONE, 0, 1, 1, NONE, 0);
        kernels.products().outerProducts(THOUSAND, NONE, 0, NONE, 0, 1, 1, NONE, 0);
        kernels.products().cutColumns(NONE, 0, 1, 1, 1, 1, NONE, 0);
        kernels.functions();
        assertThat(asked).containsExactly("plain", "plain", "plain", "fast", "fast", "fast", "fast", "fast");
    }

    @Test
    void whoKeepsTheProductsGetsTheFastOnesToo() {
        Products kept = kernels.products();
        for (int i = 0; i < 3; i++) {
            multiplyAdds(kept, 9_000);
        }
        assertThat(asked).containsExactly("plain", "plain", "fast");
    }

    @Test
    void workThatIsLargeInItselfIsFastAtOnce() {
        multiplyAdds(kernels.products(), 20_000);
        assertThat(asked).containsExactly("fast");
    }

    @Test
    void linesOfWindowsCount() {
        kernels.products().addOuterProducts(THOUSAND, NONE, 0, NONE, 0, 5_000, 4, NONE, 0);
        assertThat(asked).containsExactly("fast");
    }

    @Test
    void changesOverWithoutProductsToo() {
        for (int i = 0; i < 25_000; i++) {
            switch (i % 3) {
                case 0 -> kernels.functions();
                case 1 -> kernels.channelwise();
                default -> assertThat(kernels.family(Dots.class)).isNotNull();
            }
        }
        assertThat(asked).startsWith("plain", "plain").endsWith("fast", "fast");
    }

    @Test
    void bearsTheNameOfTheFastSet() {
        assertThat(kernels.id()).isEqualTo("fast");
    }

    @Test
    void isTheBestSetItselfWhereThereIsNoPlainerOne() {
        assertThat(warming(new KernelChoiceTests.Offer("scalar", 0, null)))
                .isInstanceOf(KernelChoiceTests.Set.class);
        assertThat(warming(new KernelChoiceTests.Offer("scalar", 0, "no"), new KernelChoiceTests.Offer("simd", 10,
                null))).isInstanceOf(KernelChoiceTests.Set.class);
        assertThat(warming(new KernelChoiceTests.Offer("scalar", 0, null), new KernelChoiceTests.Offer("simd", 10,
                null))).isInstanceOf(WarmingKernels.class);
    }

    private static Kernels warming(KernelsProvider... offers) {
        return Registry.of(List.of(), List.of(offers)).warmingKernels();
    }
}
