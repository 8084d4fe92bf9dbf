package cnn.layers.kernel;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import org.jspecify.annotations.Nullable;

/** Offers the {@link ScalarKernels}, which serve where nothing faster does. */
public final class ScalarKernelsProvider implements KernelsProvider {
    /** For ServiceLoader. */
    public ScalarKernelsProvider() {
    }

    @Override
    public String id() {
        return "scalar";
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public @Nullable String obstacle() {
        return null;
    }

    @Override
    public Kernels create() {
        return new ScalarKernels();
    }
}
