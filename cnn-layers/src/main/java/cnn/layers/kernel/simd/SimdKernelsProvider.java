package cnn.layers.kernel.simd;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.layers.kernel.Fma;
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
        String slow = obstacle(Fma.HARDWARE, System.getProperty("java.vm.info", ""));
        return slow == null ? obstacle(SimdKernels.lanes()) : slow;
    }

    /**
     * Vectors that are no instructions are objects, and far slower than plain numbers.
     *
     * @param info how the JVM runs: {@code mixed mode, sharing}
     */
    static @Nullable String obstacle(boolean fusedMultiplyAdd, String info) {
        if (info.contains("interpreted mode")) {
            return "The JVM compiles nothing, and vectors would be slower than plain numbers. Remove -Xint.";
        }
        if (info.contains("emulated-client")) {
            return "The JVM does without its second compiler, which alone makes instructions of vectors. Remove "
                    + "-XX:TieredStopAtLevel.";
        }
        return fusedMultiplyAdd
                ? null
                : "The JVM uses no fused multiply-add of the processor, and vectors without it would be a thousand times "
                        + "slower. Remove -XX:UseAVX and -XX:-UseFMA, or use a processor that has it (x86-64-v3: since "
                        + "2013).";
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
