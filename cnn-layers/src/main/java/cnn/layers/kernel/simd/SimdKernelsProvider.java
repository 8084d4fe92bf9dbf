package cnn.layers.kernel.simd;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Offers the SIMD kernels where the JVM has the Vector API. This class touches nothing that needs the module until it
 * knows that the module is there: without it the other classes of this package do not link.
 */
public final class SimdKernelsProvider implements KernelsProvider {
    private static final String MODULE = "jdk.incubator.vector";
    private static final int FEWEST_LANES = 4;

    @Override
    public String id() {
        return "simd";
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public @Nullable String obstacle() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return "The JVM runs without the module " + MODULE + ". Start it with: java --add-modules " + MODULE + " …";
        }
        return obstacle(SimdKernels.lanes());
    }

    static @Nullable String obstacle(int lanes) {
        return lanes >= FEWEST_LANES
                ? null
                : "The vectors of this JVM hold " + lanes + " floats and at least " + FEWEST_LANES
                        + " are needed. Remove -XX:MaxVectorSize, or use a processor with 128-bit vectors.";
    }

    @Override
    public Kernels create() {
        return new SimdKernels();
    }
}
