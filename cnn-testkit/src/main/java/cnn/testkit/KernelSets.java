package cnn.testkit;

import cnn.api.kernel.Channelwise;
import cnn.api.kernel.FamilyProvider;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.api.kernel.Products;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** The sets of kernels on the path, with the families that plug-ins offer for them, as tests use them. */
public final class KernelSets {
    private static final List<KernelsProvider> PROVIDERS = providers();
    private static final List<Kernels> USABLE = PROVIDERS.stream().filter(provider -> provider.obstacle() == null)
            .map(KernelSets::create).toList();

    private KernelSets() {
    }

    /** Every set that can be used here, the scalar one first. Empty where none is on the path. */
    public static List<Kernels> all() {
        return USABLE;
    }

    /**
     * The set that tests run on: the one that the system property {@code cnn.kernels} names, otherwise the fastest.
     *
     * @throws IllegalStateException where the property names a set that is not there or cannot be used
     */
    public static Kernels chosen() {
        String wanted = System.getProperty("cnn.kernels");
        if (wanted == null) {
            return USABLE.isEmpty() ? new Missing() : USABLE.getLast();
        }
        return named(wanted, " (system property cnn.kernels)");
    }

    /**
     * The set of the provider with this id.
     *
     * @throws IllegalStateException where it is not there or cannot be used: a test must not pass on another one
     */
    public static Kernels named(String id) {
        return named(id, "");
    }

    private static Kernels named(String id, String asked) {
        for (KernelsProvider provider : PROVIDERS) {
            if (provider.id().equals(id)) {
                String obstacle = provider.obstacle();
                if (obstacle != null) {
                    throw new IllegalStateException("Tests were asked to run on kernels '" + id + "'" + asked
                            + ", which cannot be used here: " + obstacle);
                }
                return create(provider);
            }
        }
        throw new IllegalStateException("Tests were asked to run on kernels '" + id + "'" + asked
                + ", but the path has only " + ids(PROVIDERS) + ". Put cnn-layers on the test path.");
    }

    /** Every set but the scalar one. Skips the test, and says why, where there is none to compare with. */
    static List<Kernels> besideScalar() {
        if (USABLE.size() < 2) {
            Assumptions.abort(nothingToCompare(PROVIDERS));
        }
        return USABLE.subList(1, USABLE.size());
    }

    /** Why the sets of these providers cannot be compared. */
    static String nothingToCompare(List<KernelsProvider> providers) {
        if (providers.isEmpty()) {
            return "No kernels are on the test path. Add cnn-layers to the test dependencies.";
        }
        String obstacles = providers.stream().filter(provider -> provider.obstacle() != null)
                .map(provider -> " Kernels '" + provider.id() + "' cannot be used here: " + provider.obstacle())
                .collect(Collectors.joining());
        return "There are no two sets of kernels to compare." + (obstacles.isEmpty()
                ? " The path has only " + ids(providers) + ". Put cnn-layers on the test path."
                : obstacles);
    }

    private static List<String> ids(List<KernelsProvider> providers) {
        return providers.stream().map(KernelsProvider::id).toList();
    }

    /** The scalar set: it allocates nothing even before the JIT has seen it. */
    static Kernels scalar() {
        return USABLE.isEmpty() ? new Missing() : USABLE.getFirst();
    }

    private static List<KernelsProvider> providers() {
        List<KernelsProvider> found = new ArrayList<>();
        ServiceLoader.load(KernelsProvider.class).forEach(found::add);
        found.sort(Comparator.comparingInt(KernelsProvider::rank));
        return List.copyOf(found);
    }

    private static Kernels create(KernelsProvider provider) {
        List<FamilyProvider<?>> offers = new ArrayList<>();
        ServiceLoader.load(FamilyProvider.class).forEach(offers::add);
        return provider.create().with(families(provider, PROVIDERS, offers));
    }

    /**
     * What is offered for a set or, where nothing is, for a plainer one.
     *
     * @param sets all of them, the plainest first
     */
    static Map<Class<?>, Object> families(KernelsProvider set, List<KernelsProvider> sets,
            List<FamilyProvider<?>> offers) {
        Map<Class<?>, Object> families = new HashMap<>();
        for (KernelsProvider plainer : sets.subList(0, sets.indexOf(set) + 1)) {
            for (FamilyProvider<?> offer : offers) {
                if (offer.set().equals(plainer.id()) && plainer.obstacle() == null && offer.obstacle() == null) {
                    families.put(offer.family(), offer.create());
                }
            }
        }
        return families;
    }

    /** Stands in where no kernels are on the path: most layers need none. */
    private record Missing() implements Kernels {
        @Override
        public String id() {
            return "none";
        }

        @Override
        public Products products() {
            throw missing();
        }

        @Override
        public Functions functions() {
            throw missing();
        }

        @Override
        public Channelwise channelwise() {
            throw missing();
        }

        @Override
        public <F> F family(Class<F> family) {
            throw missing();
        }

        private static IllegalStateException missing() {
            return new IllegalStateException("The layer uses pass.kernels(), but no kernels are on the test path. "
                    + "Add cnn-layers to the test dependencies.");
        }
    }
}
