package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.kernel.FamilyProvider;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.core.registry.KernelChoiceTests.Offer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which kernels of a plug-in's family complete a set. */
class KernelFamilyTests {
    private static final KernelsProvider SCALAR = new Lacking("scalar", 0, null);
    private static final KernelsProvider SIMD = new Lacking("simd", 10, null);
    private static final String FROM = "cnn.core.registry.KernelFamilyTests$Dots";
    private static final String PROVIDER = Provider.class.getName() + " of " + Origin.of(Provider.class);

    /** The family. */
    interface Dots {
        String whose();
    }

    /** Another one. */
    interface Dashes {
    }

    record Named(String whose) implements Dots {
    }

    record Lacking(String id, int rank, @Nullable String obstacle) implements KernelsProvider {
        @Override
        public Kernels create() {
            return new Set(new Offer(id, rank, obstacle).create());
        }
    }

    /** Has dashes, and refuses all other families as a set does. */
    record Set(Kernels kernels) implements Kernels {
        @Override
        public String id() {
            return kernels.id();
        }

        @Override
        public cnn.api.kernel.Products products() {
            return kernels.products();
        }

        @Override
        public cnn.api.kernel.Functions functions() {
            return kernels.functions();
        }

        @Override
        public cnn.api.kernel.Channelwise channelwise() {
            return kernels.channelwise();
        }

        @Override
        public <F> F family(Class<F> family) {
            if (family == Dashes.class) {
                return family.cast(new Dashes() {
                });
            }
            throw Kernels.unknown(this, family);
        }
    }

    record Provider(String set, String how) implements FamilyProvider<Dots> {
        @Override
        public Class<Dots> family() {
            return Dots.class;
        }

        @Override
        public @Nullable String obstacle() {
            return switch (how) {
                case "obstacle" -> "The moon is full. Wait.";
                case "does not link" -> throw new NoClassDefFoundError("acme/Vector");
                default -> null;
            };
        }

        @Override
        public Dots create() {
            return switch (how) {
                case "null" -> null;
                case "throws" -> throw new IllegalStateException("no");
                default -> new Named(set);
            };
        }
    }

    private static List<KernelFamily> offers(String... sets) {
        return Stream.of(sets).map(set -> KernelFamily.of(new Provider(set, "works"))).toList();
    }

    private static KernelChoice choice(String preferred, List<KernelFamily> offers) {
        return KernelChoice.among(List.of(SCALAR, SIMD), offers, preferred);
    }

    @Test
    void aSetHasTheFamilyThatIsOfferedForIt() {
        for (String set : List.of("scalar", "simd")) {
            KernelChoice choice = choice(set, offers("simd", "scalar"));
            assertThat(choice.kernels().family(Dots.class).whose()).isEqualTo(set);
            assertThat(choice.kernels().family(Dots.class)).isSameAs(choice.kernels().family(Dots.class));
            assertThat(choice.kernels().family(Dashes.class)).isNotNull();
            assertThat(choice.kernels().id()).isEqualTo(set + "-set");
            assertThat(choice.notes()).isEmpty();
        }
        assertThat(choice(null, offers("scalar", "simd")).kernels().family(Dots.class).whose()).isEqualTo("simd");
    }

    @Test
    void thePlainOnesServeWhereThereAreNoOthersAndANoteSaysSo() {
        KernelChoice choice = choice("simd", offers("scalar"));
        assertThat(choice.kernels().family(Dots.class).whose()).isEqualTo("scalar");
        assertThat(choice.notes()).containsExactly("Kernels 'simd' have no " + FROM + ": it is offered by " + PROVIDER
                + " for 'scalar'. Those for 'scalar' serve, with the same results. For more speed take a version of the "
                + "plug-in that offers some for 'simd'.");
    }

    @Test
    void thePlainOnesServeWhereTheOthersCannotBeUsed() {
        for (String[] how : new String[][] {{"obstacle", "The moon is full. Wait."},
            {"does not link", "their provider fails to say whether they work here (java.lang.NoClassDefFoundError: "
                    + "acme/Vector)."},
            {"null", "Component Provider[set=simd, how=null] gave null from create, and kernels implement " + FROM
                    + ". It comes from " + Origin.of(Provider.class)
                    + ". Change its options, or report this to its author."},
            {"throws", "Kernels provider of " + FROM + " Provider[set=simd, how=throws] failed in create: "
                    + "java.lang.IllegalStateException: no. It comes from " + Origin.of(Provider.class)
                    + ". Check it with the contract tests of cnn-testkit, or report this to its author."}}) {
            KernelChoice choice = choice("simd", List.of(KernelFamily.of(new Provider("scalar", "works")),
                    KernelFamily.of(new Provider("simd", how[0]))));
            assertThat(choice.kernels().family(Dots.class).whose()).isEqualTo("scalar");
            assertThat(choice.notes()).containsExactly("Kernels 'simd' have no " + FROM + ": it is offered by "
                    + PROVIDER + " for 'scalar' and " + PROVIDER + " for 'simd'. Those for 'simd' cannot be used here: "
                    + how[1] + " Those for 'scalar' serve, with the same results. For more speed take a version of the "
                    + "plug-in that offers some for 'simd'.");
        }
    }

    @Test
    void whatNothingServesIsToldAndRefusedWhereItIsUsed() {
        KernelChoice choice = choice("scalar", offers("simd"));
        assertThat(choice.notes()).containsExactly("Kernels 'scalar' have no " + FROM + ": it is offered by " + PROVIDER
                + " for 'simd'. A layer that needs them will fail. Choose another set with --kernels, or ask the "
                + "plug-in's author for some for 'scalar', which serve everywhere.");
        assertThatThrownBy(() -> choice.kernels().family(Dots.class)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kernels 'scalar-set' have no " + FROM
                        + ". If a plug-in has it, name its FamilyProvider for "
                        + "this set in META-INF/services/cnn.api.kernel.FamilyProvider; or choose another set with "
                        + "--kernels.");
    }

    @Test
    void refusesTwoForTheSameSet() {
        assertThatThrownBy(() -> choice(null, offers("simd", "scalar", "simd")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Two plug-ins offer kernels of " + FROM + " for 'simd': " + PROVIDER + " and " + PROVIDER
                        + ". Take one of them off the path.");
    }

    @Test
    void refusesAProviderThatOffersNothing() {
        FamilyProvider<Named> odd = new FamilyProvider<>() {
            @Override
            public Class<Named> family() {
                return Named.class;
            }

            @Override
            public String set() {
                return "simd";
            }

            @Override
            public Named create() {
                return new Named("x");
            }
        };
        assertThatThrownBy(() -> KernelFamily.of(odd)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "it offers " + Named.class.getName() + " for the kernels 'simd' and must offer an interface "
                                + "for a set such as 'scalar' or 'simd'");
    }

    /** Another set's family that this one has itself is nothing to tell. */
    @Test
    void aSetsOwnFamilyNeedsNoOffer() {
        FamilyProvider<Dashes> dashes = new FamilyProvider<>() {
            @Override
            public Class<Dashes> family() {
                return Dashes.class;
            }

            @Override
            public String set() {
                return "simd";
            }

            @Override
            public Dashes create() {
                return new Dashes() {
                    @Override
                    public String toString() {
                        return "offered";
                    }
                };
            }
        };
        List<KernelFamily> offers = List.of(KernelFamily.of(dashes));
        assertThat(choice("scalar", offers).notes()).isEmpty();
        assertThat(choice("scalar", offers).kernels().family(Dashes.class)).isNotNull();
        assertThat(choice("simd", offers).kernels().family(Dashes.class)).hasToString("offered");
    }

    /** While the JVM is cold the plainest set stands in, which then needs what is offered for the best alone. */
    @Test
    void aColdJvmHasTheFamilyToo() {
        for (String set : List.of("scalar", "simd")) {
            Kernels kernels = KernelChoice.warming(List.of(SCALAR, SIMD), offers(set)).kernels();
            assertThat(kernels).isInstanceOf(WarmingKernels.class);
            assertThat(kernels.family(Dots.class).whose()).isEqualTo(set);
        }
        assertThat(KernelChoice.warming(List.of(SCALAR, SIMD), offers("scalar", "simd")).kernels().family(Dots.class)
                .whose()).isEqualTo("scalar");
    }
}
