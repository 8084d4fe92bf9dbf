package cnn.layers.kernel.simd.channelwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Columns of {@link SimdChannelwise}' sums. Four vectors side by side hide the latency of an addition; unrolled since
 * only named locals stay in registers. All take the index of the column's first number in its first row, the
 * rows, and the floats from one row to the next.
 */
final class ChannelSums {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private ChannelSums() {
    }

    static void sumsOfFour(float[] x, int at, int rows, int pitch, float[] sums, int to) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector s1 = FloatVector.fromArray(SPECIES, sums, to + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, sums, to + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, sums, to + 3 * LANES);
        for (int row = 0; row < rows; row++, at += pitch) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, at));
            s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + LANES));
            s2 = s2.add(FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
            s3 = s3.add(FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
        }
        s0.intoArray(sums, to);
        s1.intoArray(sums, to + LANES);
        s2.intoArray(sums, to + 2 * LANES);
        s3.intoArray(sums, to + 3 * LANES);
    }

    /** One vector, of which at most {@code left} floats count. */
    static void sums(float[] x, int at, int rows, int pitch, float[] sums, int to, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector s = FloatVector.fromArray(SPECIES, sums, to, mask);
        for (int row = 0; row < rows; row++, at += pitch) {
            s = s.add(FloatVector.fromArray(SPECIES, x, at, mask));
        }
        s.intoArray(sums, to, mask);
    }

    /** The squares' sums lie {@code pitch} behind the means. */
    static void squaresOfFour(float[] x, int at, int rows, int pitch, float[] sums, int to) {
        FloatVector m0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector m1 = FloatVector.fromArray(SPECIES, sums, to + LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, sums, to + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, sums, to + 3 * LANES);
        FloatVector s0 = FloatVector.fromArray(SPECIES, sums, to + pitch);
        FloatVector s1 = FloatVector.fromArray(SPECIES, sums, to + pitch + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, sums, to + pitch + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, sums, to + pitch + 3 * LANES);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector d0 = FloatVector.fromArray(SPECIES, x, at).sub(m0);
            s0 = d0.fma(d0, s0);
            FloatVector d1 = FloatVector.fromArray(SPECIES, x, at + LANES).sub(m1);
            s1 = d1.fma(d1, s1);
            FloatVector d2 = FloatVector.fromArray(SPECIES, x, at + 2 * LANES).sub(m2);
            s2 = d2.fma(d2, s2);
            FloatVector d3 = FloatVector.fromArray(SPECIES, x, at + 3 * LANES).sub(m3);
            s3 = d3.fma(d3, s3);
        }
        s0.intoArray(sums, to + pitch);
        s1.intoArray(sums, to + pitch + LANES);
        s2.intoArray(sums, to + pitch + 2 * LANES);
        s3.intoArray(sums, to + pitch + 3 * LANES);
    }

    /** As {@link #squaresOfFour}, one vector, of which at most {@code left} floats count. */
    static void squares(float[] x, int at, int rows, int pitch, float[] sums, int to, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector m = FloatVector.fromArray(SPECIES, sums, to, mask);
        FloatVector s = FloatVector.fromArray(SPECIES, sums, to + pitch, mask);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector d = FloatVector.fromArray(SPECIES, x, at, mask).sub(m);
            s = d.fma(d, s);
        }
        s.intoArray(sums, to + pitch, mask);
    }

    /** The weighted sums lie {@code pitch} behind the plain ones. */
    static void gradientSumsOfFour(float[] dy, float[] x, int at, int rows, int pitch, float[] means, int from,
            float[] sums, int to) {
        FloatVector m0 = FloatVector.fromArray(SPECIES, means, from);
        FloatVector m1 = FloatVector.fromArray(SPECIES, means, from + LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, means, from + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, means, from + 3 * LANES);
        FloatVector s0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector s1 = FloatVector.fromArray(SPECIES, sums, to + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, sums, to + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, sums, to + 3 * LANES);
        FloatVector w0 = FloatVector.fromArray(SPECIES, sums, to + pitch);
        FloatVector w1 = FloatVector.fromArray(SPECIES, sums, to + pitch + LANES);
        FloatVector w2 = FloatVector.fromArray(SPECIES, sums, to + pitch + 2 * LANES);
        FloatVector w3 = FloatVector.fromArray(SPECIES, sums, to + pitch + 3 * LANES);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector g0 = FloatVector.fromArray(SPECIES, dy, at);
            s0 = s0.add(g0);
            w0 = g0.fma(FloatVector.fromArray(SPECIES, x, at).sub(m0), w0);
            FloatVector g1 = FloatVector.fromArray(SPECIES, dy, at + LANES);
            s1 = s1.add(g1);
            w1 = g1.fma(FloatVector.fromArray(SPECIES, x, at + LANES).sub(m1), w1);
            FloatVector g2 = FloatVector.fromArray(SPECIES, dy, at + 2 * LANES);
            s2 = s2.add(g2);
            w2 = g2.fma(FloatVector.fromArray(SPECIES, x, at + 2 * LANES).sub(m2), w2);
            FloatVector g3 = FloatVector.fromArray(SPECIES, dy, at + 3 * LANES);
            s3 = s3.add(g3);
            w3 = g3.fma(FloatVector.fromArray(SPECIES, x, at + 3 * LANES).sub(m3), w3);
        }
        s0.intoArray(sums, to);
        s1.intoArray(sums, to + LANES);
        s2.intoArray(sums, to + 2 * LANES);
        s3.intoArray(sums, to + 3 * LANES);
        w0.intoArray(sums, to + pitch);
        w1.intoArray(sums, to + pitch + LANES);
        w2.intoArray(sums, to + pitch + 2 * LANES);
        w3.intoArray(sums, to + pitch + 3 * LANES);
    }

    /** As {@link #gradientSumsOfFour}, one vector, of which at most {@code left} floats count. */
    static void gradientSums(float[] dy, float[] x, int at, int rows, int pitch, float[] means, int from, float[] sums,
            int to, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector m = FloatVector.fromArray(SPECIES, means, from, mask);
        FloatVector s = FloatVector.fromArray(SPECIES, sums, to, mask);
        FloatVector w = FloatVector.fromArray(SPECIES, sums, to + pitch, mask);
        for (int row = 0; row < rows; row++, at += pitch) {
            FloatVector g = FloatVector.fromArray(SPECIES, dy, at, mask);
            s = s.add(g);
            w = g.fma(FloatVector.fromArray(SPECIES, x, at, mask).sub(m), w);
        }
        s.intoArray(sums, to, mask);
        w.intoArray(sums, to + pitch, mask);
    }
}
