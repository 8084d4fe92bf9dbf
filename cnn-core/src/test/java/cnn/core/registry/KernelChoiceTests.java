package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.api.kernel.Products;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KernelChoiceTests {
    private static final String CURE = "the Vector API is off. Start Java with --add-modules jdk.incubator.vector.";

    record Set(String id) implements Kernels {
        @Override
        public Products products() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Functions functions() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Channelwise channelwise() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <F> F family(Class<F> family) {
            throw new UnsupportedOperationException();
        }
    }

    record Offer(String id, int rank, @Nullable String obstacle) implements KernelsProvider {
        @Override
        public Kernels create() {
            return new Set(id + "-set");
        }
    }

    private static final KernelsProvider SCALAR = new Offer("scalar", 0, null);
    private static final KernelsProvider SIMD = new Offer("simd", 10, null);
    private static final KernelsProvider NO_SIMD = new Offer("simd", 10, CURE);

    private static Registry registry(KernelsProvider... offers) {
        return Registry.of(List.of(), List.of(offers));
    }

    @Test
    void takesTheHighestRank() {
        assertThat(registry(SCALAR, SIMD).kernels(null).id()).isEqualTo("simd-set");
        assertThat(registry(SCALAR, SIMD).kernelSets()).containsExactly(SIMD, SCALAR);
    }

    @Test
    void takesWhatIsAskedFor() {
        assertThat(registry(SCALAR, SIMD).kernels("scalar").id()).isEqualTo("scalar-set");
    }

    @Test
    void fallsBackWithTheReasonAndTheCure() {
        KernelChoice choice = KernelChoice.among(List.of(SCALAR, NO_SIMD), List.of(), null);
        assertThat(choice.kernels().id()).isEqualTo("scalar-set");
        assertThat(choice.notes()).containsExactly("Kernels 'simd' are not used: " + CURE);
    }

    @Test
    void aSetThatDoesNotLinkIsPassedOver() {
        KernelsProvider broken = new KernelsProvider() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public int rank() {
                return 20;
            }

            @Override
            public @Nullable String obstacle() {
                throw new NoClassDefFoundError("jdk/incubator/vector/FloatVector");
            }

            @Override
            public Kernels create() {
                throw new AssertionError("not to be called");
            }
        };
        KernelChoice choice = KernelChoice.among(List.of(broken, SCALAR), List.of(), null);
        assertThat(choice.kernels().id()).isEqualTo("scalar-set");
        assertThat(choice.notes()).containsExactly("Kernels 'broken' are not used: a class is missing or does not fit "
                + "(java.lang.NoClassDefFoundError: jdk/incubator/vector/FloatVector).");
    }

    @Test
    void rejectsWhatCannotBeUsed() {
        assertThatThrownBy(() -> registry(SCALAR, NO_SIMD).kernels("simd")).isInstanceOf(IllegalStateException.class)
                .hasMessage("Kernels 'simd' were asked for but cannot be used here: " + CURE);
        assertThatThrownBy(() -> registry(NO_SIMD).kernels(null)).isInstanceOf(IllegalStateException.class)
                .hasMessage("No kernels can be used here. Kernels 'simd' are not used: " + CURE);
    }

    @Test
    void rejectsWhatDoesNotExist() {
        assertThatThrownBy(() -> registry(SCALAR, SIMD).kernels("smid")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown kernels 'smid'. Did you mean 'simd'? Kernels: simd, scalar.");
        assertThatThrownBy(() -> registry().kernels(null)).isInstanceOf(IllegalStateException.class).hasMessage("There "
                + "are no kernels at all. Add the jar that brings them, usually cnn-layers, to the class path or "
                + "module path.");
    }

    /** Says that it works, and does not. */
    record Broken(String how) implements KernelsProvider {
        @Override
        public String id() {
            return "fast";
        }

        @Override
        public int rank() {
            return 99;
        }

        @Override
        public @Nullable String obstacle() {
            if (how.equals("obstacle")) {
                throw new IllegalStateException("who knows");
            }
            return null;
        }

        @Override
        public Kernels create() {
            return switch (how) {
                case "null" -> null;
                case "link" -> throw new NoSuchMethodError("cnn.api.kernel.Kernels.old()");
                default -> throw new IndexOutOfBoundsException("of nothing");
            };
        }
    }

    @Test
    void aSetThatFailsIsPassedOverAndTold() {
        String from = "It comes from " + Origin.of(KernelChoiceTests.class) + ".";
        for (String[] how : new String[][] {
            {"obstacle", "their provider fails to say whether they work here (java.lang.IllegalStateException: who "
                    + "knows)."},
            {"null", "Component Broken[how=null] gave null from create, and a provider without an obstacle gives "
                    + "kernels. " + from.substring(0, from.length() - 1)
                    + ". Change its options, or report this to its author."},
            {"link", "Kernels provider 'fast' Broken[how=link] does not fit in create: it was built against another "
                    + "version of a class that it needs, or that class is missing (java.lang.NoSuchMethodError: "
                    + "cnn.api.kernel.Kernels.old()). " + from
                    + " Take a version of it that was built for this one, or build it anew."},
            {"throw", "Kernels provider 'fast' Broken[how=throw] failed in create: "
                    + "java.lang.IndexOutOfBoundsException: of nothing. " + from
                    + " Check it with the contract tests of cnn-testkit, or report this to its author."}}) {
            KernelChoice choice = KernelChoice.among(List.of(SCALAR, new Broken(how[0])), List.of(), null);
            assertThat(choice.kernels().id()).isEqualTo("scalar-set");
            assertThat(choice.notes()).containsExactly("Kernels 'fast' are not used: " + how[1]);
            assertThatThrownBy(() -> KernelChoice.among(List.of(SCALAR, new Broken(how[0])), List.of(), "fast"))
                    .isInstanceOf(IllegalStateException.class).hasMessageEndingWith(how[1]);
        }
    }
}
