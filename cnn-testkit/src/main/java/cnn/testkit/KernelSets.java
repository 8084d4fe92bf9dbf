package cnn.testkit;

import cnn.api.kernel.Channels;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.api.kernel.Products;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The sets of kernels on the path, as tests use them. */
public final class KernelSets {
    private static final List<KernelsProvider> PROVIDERS = providers();
    private static final List<Kernels> USABLE = PROVIDERS.stream().filter(provider -> provider.obstacle() == null)
            .map(KernelsProvider::create).toList();

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
        for (KernelsProvider provider : PROVIDERS) {
            if (provider.id().equals(wanted)) {
                String obstacle = provider.obstacle();
                if (obstacle != null) {
                    throw new IllegalStateException("Tests were asked to run on kernels '" + wanted
                            + "' (system property cnn.kernels), which cannot be used here: " + obstacle);
                }
                return provider.create();
            }
        }
        throw new IllegalStateException("Tests were asked to run on kernels '" + wanted + "' (system property "
                + "cnn.kernels), but the path has only " + PROVIDERS.stream().map(KernelsProvider::id).toList()
                + ". Put cnn-layers on the test path.");
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
        public Channels channels() {
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
