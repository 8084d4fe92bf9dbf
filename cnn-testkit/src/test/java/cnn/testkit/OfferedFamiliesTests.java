package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.kernel.FamilyProvider;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfferedFamiliesTests {
    private static final KernelsProvider SCALAR = new Provider("scalar", 0, null);
    private static final KernelsProvider SIMD = new Provider("simd", 10, null);
    private static final List<KernelsProvider> SETS = List.of(SCALAR, SIMD);

    /** A family. */
    interface Dots {
    }

    record Named(String set) implements Dots {
    }

    record Provider(String id, int rank, @Nullable String obstacle) implements KernelsProvider {
        @Override
        public Kernels create() {
            throw new UnsupportedOperationException("create");
        }
    }

    record Offer(String set, @Nullable String obstacle) implements FamilyProvider<Dots> {
        @Override
        public Class<Dots> family() {
            return Dots.class;
        }

        @Override
        public Dots create() {
            return new Named(set);
        }
    }

    private static Map<Class<?>, Object> families(KernelsProvider set, Offer... offers) {
        return KernelSets.families(set, SETS, List.of(offers));
    }

    @Test
    void setsHaveTheFamiliesThatAreOfferedForThem() {
        Offer scalar = new Offer("scalar", null);
        Offer simd = new Offer("simd", null);
        assertThat(families(SIMD, simd, scalar)).isEqualTo(Map.of(Dots.class, new Named("simd")));
        assertThat(families(SCALAR, simd, scalar)).isEqualTo(Map.of(Dots.class, new Named("scalar")));
    }

    @Test
    void orThoseThatAreOfferedForAPlainerOne() {
        assertThat(families(SIMD, new Offer("scalar", null))).isEqualTo(Map.of(Dots.class, new Named("scalar")));
        assertThat(families(SIMD, new Offer("scalar", null), new Offer("simd", "no vectors")))
                .isEqualTo(Map.of(Dots.class, new Named("scalar")));
        assertThat(families(SCALAR, new Offer("simd", null))).isEmpty();
    }
}
