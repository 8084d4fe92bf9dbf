package cnn.layers.kernel.simd.channelwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Columns of {@link SimdChannelwise}' maps: coefficients stay in registers, and four vectors side by side are whole lines
 * of the cache. Parameters as in {@link ChannelSums}.
 */
final class ChannelMaps {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private ChannelMaps() {
    }

    static void scaleFour(float[] x, int at, int rows, int pitch, float[] factors, int from, float[] y) {
        FloatVector f0 = FloatVector.fromArray(SPECIES, factors, from);
        FloatVector f1 = FloatVector.fromArray(SPECIES, factors, from + LANES);
        FloatVector f2 = FloatVector.fromArray(SPECIES, factors, from + 2 * LANES);
        FloatVector f3 = FloatVector.fromArray(SPECIES, factors, from + 3 * LANES);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector.fromArray(SPECIES, x, at).mul(f0).intoArray(y, at);
            FloatVector.fromArray(SPECIES, x, at + LANES).mul(f1).intoArray(y, at + LANES);
            FloatVector.fromArray(SPECIES, x, at + 2 * LANES).mul(f2).intoArray(y, at + 2 * LANES);
            FloatVector.fromArray(SPECIES, x, at + 3 * LANES).mul(f3).intoArray(y, at + 3 * LANES);
        }
    }

    static void scale(float[] x, int at, int rows, int pitch, float[] factors, int from, float[] y) {
        FloatVector f = FloatVector.fromArray(SPECIES, factors, from);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector.fromArray(SPECIES, x, at).mul(f).intoArray(y, at);
        }
    }

    /** As {@link #scale(float[], int, int, int, float[], int, float[])}, of which at most {@code left} floats count. */
    static void scale(float[] x, int at, int rows, int pitch, float[] factors, int from, float[] y, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector f = FloatVector.fromArray(SPECIES, factors, from, mask);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector.fromArray(SPECIES, x, at, mask).mul(f).intoArray(y, at, mask);
        }
    }

    static void normaliseFour(float[] x, int at, int rows, int pitch, float[] coefficients, int from, float[] y) {
        FloatVector m0 = FloatVector.fromArray(SPECIES, coefficients, from);
        FloatVector m1 = FloatVector.fromArray(SPECIES, coefficients, from + LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, coefficients, from + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, coefficients, from + 3 * LANES);
        FloatVector a0 = FloatVector.fromArray(SPECIES, coefficients, from + pitch);
        FloatVector a1 = FloatVector.fromArray(SPECIES, coefficients, from + pitch + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, coefficients, from + pitch + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, coefficients, from + pitch + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, coefficients, from + 2 * pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, coefficients, from + 2 * pitch + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, coefficients, from + 2 * pitch + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, coefficients, from + 2 * pitch + 3 * LANES);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector.fromArray(SPECIES, x, at).sub(m0).fma(a0, b0).intoArray(y, at);
            FloatVector.fromArray(SPECIES, x, at + LANES).sub(m1).fma(a1, b1).intoArray(y, at + LANES);
            FloatVector.fromArray(SPECIES, x, at + 2 * LANES).sub(m2).fma(a2, b2).intoArray(y, at + 2 * LANES);
            FloatVector.fromArray(SPECIES, x, at + 3 * LANES).sub(m3).fma(a3, b3).intoArray(y, at + 3 * LANES);
        }
    }

    static void normalise(float[] x, int at, int rows, int pitch, float[] coefficients, int from, float[] y) {
        FloatVector m = FloatVector.fromArray(SPECIES, coefficients, from);
        FloatVector a = FloatVector.fromArray(SPECIES, coefficients, from + pitch);
        FloatVector b = FloatVector.fromArray(SPECIES, coefficients, from + 2 * pitch);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector.fromArray(SPECIES, x, at).sub(m).fma(a, b).intoArray(y, at);
        }
    }

    /** Two vectors only: with four the coefficients alone would fill 16 registers. */
    static void propagateTwo(float[] dy, float[] x, int at, int rows, int pitch, float[] coefficients, int from,
            float[] dx) {
        FloatVector m0 = FloatVector.fromArray(SPECIES, coefficients, from);
        FloatVector m1 = FloatVector.fromArray(SPECIES, coefficients, from + LANES);
        FloatVector a0 = FloatVector.fromArray(SPECIES, coefficients, from + pitch);
        FloatVector a1 = FloatVector.fromArray(SPECIES, coefficients, from + pitch + LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, coefficients, from + 2 * pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, coefficients, from + 2 * pitch + LANES);
        FloatVector k0 = FloatVector.fromArray(SPECIES, coefficients, from + 3 * pitch);
        FloatVector k1 = FloatVector.fromArray(SPECIES, coefficients, from + 3 * pitch + LANES);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector t0 = FloatVector.fromArray(SPECIES, x, at).sub(m0).fma(b0, k0);
            FloatVector.fromArray(SPECIES, dy, at).fma(a0, t0).intoArray(dx, at);
            FloatVector t1 = FloatVector.fromArray(SPECIES, x, at + LANES).sub(m1).fma(b1, k1);
            FloatVector.fromArray(SPECIES, dy, at + LANES).fma(a1, t1).intoArray(dx, at + LANES);
        }
    }

    static void propagate(float[] dy, float[] x, int at, int rows, int pitch, float[] coefficients, int from,
            float[] dx) {
        FloatVector m = FloatVector.fromArray(SPECIES, coefficients, from);
        FloatVector a = FloatVector.fromArray(SPECIES, coefficients, from + pitch);
        FloatVector b = FloatVector.fromArray(SPECIES, coefficients, from + 2 * pitch);
        FloatVector k = FloatVector.fromArray(SPECIES, coefficients, from + 3 * pitch);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector t = FloatVector.fromArray(SPECIES, x, at).sub(m).fma(b, k);
            FloatVector.fromArray(SPECIES, dy, at).fma(a, t).intoArray(dx, at);
        }
    }
}
