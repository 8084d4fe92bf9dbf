package cnn.layers.kernel.simd.shared;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies of a few numbers, where a call of {@link System#arraycopy} would take longer than the copy. */
public final class Copies {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private Copies() {
    }

    public static void copy(float[] from, int at, int count, float[] to, int toAt) {
        int n = 0;
        for (; n <= count - LANES; n += LANES) {
            FloatVector.fromArray(SPECIES, from, at + n).intoArray(to, toAt + n);
        }
        for (; n < count; n++) {
            to[toAt + n] = from[at + n];
        }
    }
}
