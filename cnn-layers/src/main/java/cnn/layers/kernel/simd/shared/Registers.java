package cnn.layers.kernel.simd.shared;

import jdk.incubator.vector.FloatVector;

/** The vector registers of this processor. */
public final class Registers {
    /** Whether there are 32 of them, and not 16: AVX-512 and 64-bit ARM have so many. */
    public static final boolean MANY = FloatVector.SPECIES_PREFERRED.length() >= 16
            || "aarch64".equals(System.getProperty("os.arch"));

    private Registers() {
    }
}
