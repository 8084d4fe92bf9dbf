package cnn.layers.kernel;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import java.util.ServiceLoader;

/** The kernels that tests run on. */
public final class KernelSets {
    private KernelSets() {
    }

    /** The set that this run of the tests is for: {@code -Dcnn.kernels}, scalar where that is not given. */
    public static Kernels chosen() {
        return named(System.getProperty("cnn.kernels", "scalar"));
    }

    /** A set by its provider's id. Fails where it cannot be used: a test must not pass on another one. */
    public static Kernels named(String id) {
        for (KernelsProvider provider : ServiceLoader.load(KernelsProvider.class)) {
            if (provider.id().equals(id)) {
                if (provider.obstacle() != null) {
                    throw new IllegalStateException(provider.obstacle());
                }
                return provider.create();
            }
        }
        throw new IllegalStateException("No kernels are called '" + id + "'.");
    }
}
