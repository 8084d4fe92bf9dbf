package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.api.kernel.Products;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WarmingKernelsTests {
    private final List<String> asked = new ArrayList<>();
    private final Noting plain = new Noting("plain");
    private final Noting fast = new Noting("fast");
    private final WarmingKernels kernels = new WarmingKernels(plain, fast);

    /** Notes who was asked, and computes nothing. */
    private final class Noting implements Kernels {
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
            return noted();
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
            return noted();
        }

        private <K> @Nullable K noted() {
            asked.add(id);
            return null;
        }
    }

    private void ask() {
        kernels.products();
        kernels.functions();
        kernels.channelwise();
        kernels.family(Object.class);
    }

    @Test
    void startsPlainAndChangesOver() {
        assertThat(kernels.isCold()).isTrue();
        ask();
        kernels.changeOver();
        assertThat(kernels.isCold()).isFalse();
        ask();
        assertThat(asked).containsExactly("plain", "plain", "plain", "plain", "fast", "fast", "fast", "fast");
    }

    @Test
    void bearsTheNameOfTheSetThatComputesInTheEnd() {
        assertThat(kernels.id()).isEqualTo("fast");
        kernels.stay();
        assertThat(kernels.id()).isEqualTo("plain");
        assertThat(kernels.isCold()).isFalse();
        ask();
        assertThat(asked).containsOnly("plain");
    }

    @Test
    void isWorthLookingAtOnceAndOnlyOnce() {
        assertThat(kernels.count(19_999_999)).isFalse();
        assertThat(kernels.count(1)).isTrue();
        assertThat(kernels.count(1)).isFalse();
        assertThat(kernels.count(Long.MAX_VALUE / 4)).isFalse();
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
