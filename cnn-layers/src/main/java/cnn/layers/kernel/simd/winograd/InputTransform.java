package cnn.layers.kernel.simd.winograd;

import static cnn.layers.kernel.Points.A;
import static cnn.layers.kernel.Points.A2;
import static cnn.layers.kernel.Points.A2B2;
import static cnn.layers.kernel.Points.B;
import static cnn.layers.kernel.Points.B2;
import static cnn.layers.kernel.Points.SUM;

import cnn.layers.kernel.Tiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bᵀ d B for a vector of channels at a time, one or two of the six rows in a call: all 36 numbers at once are more than
 * there are registers, and reading pixels again costs less than keeping half-transformed ones in memory.
 */
final class InputTransform {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private InputTransform() {
    }

    /** The row of 0, or where {@code x} is read one pixel further down, that of ∞. */
    static void outerRow(Tiles tiles, float[] x, int at, int count, float[] v, int to) {
        FloatVector both = FloatVector.broadcast(SPECIES, A2B2);
        FloatVector lessSum = FloatVector.broadcast(SPECIES, -SUM);
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector lessA = FloatVector.broadcast(SPECIES, -A);
        FloatVector lessB = FloatVector.broadcast(SPECIES, -B);
        FloatVector lessA2 = FloatVector.broadcast(SPECIES, -A2);
        FloatVector lessB2 = FloatVector.broadcast(SPECIES, -B2);
        int channels = tiles.channels();
        int across = tiles.across();
        int two = 2 * tiles.down();
        int four = 4 * tiles.down();
        int plane = tiles.plane();
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < channels; j += LANES) {
                int c = Math.min(j, channels - LANES);
                int p = at + t * 4 * across + c;
                FloatVector w0 = FloatVector.fromArray(SPECIES, x, p).fma(both,
                        FloatVector.fromArray(SPECIES, x, p + two).fma(lessSum,
                                FloatVector.fromArray(SPECIES, x, p + four)));
                p += across;
                FloatVector w1 = FloatVector.fromArray(SPECIES, x, p).fma(both,
                        FloatVector.fromArray(SPECIES, x, p + two).fma(lessSum,
                                FloatVector.fromArray(SPECIES, x, p + four)));
                p += across;
                FloatVector w2 = FloatVector.fromArray(SPECIES, x, p).fma(both,
                        FloatVector.fromArray(SPECIES, x, p + two).fma(lessSum,
                                FloatVector.fromArray(SPECIES, x, p + four)));
                p += across;
                FloatVector w3 = FloatVector.fromArray(SPECIES, x, p).fma(both,
                        FloatVector.fromArray(SPECIES, x, p + two).fma(lessSum,
                                FloatVector.fromArray(SPECIES, x, p + four)));
                p += across;
                FloatVector w4 = FloatVector.fromArray(SPECIES, x, p).fma(both,
                        FloatVector.fromArray(SPECIES, x, p + two).fma(lessSum,
                                FloatVector.fromArray(SPECIES, x, p + four)));
                p += across;
                FloatVector w5 = FloatVector.fromArray(SPECIES, x, p).fma(both,
                        FloatVector.fromArray(SPECIES, x, p + two).fma(lessSum,
                                FloatVector.fromArray(SPECIES, x, p + four)));
                int q = to + t * tiles.step() + c;
                FloatVector evenA = w2.fma(lessB2, w4);
                FloatVector oddA = w1.fma(lessB2, w3);
                FloatVector evenB = w2.fma(lessA2, w4);
                FloatVector oddB = w1.fma(lessA2, w3);
                w0.fma(both, w2.fma(lessSum, w4)).intoArray(v, q);
                oddA.fma(a, evenA).intoArray(v, q + plane);
                oddA.fma(lessA, evenA).intoArray(v, q + 2 * plane);
                oddB.fma(b, evenB).intoArray(v, q + 3 * plane);
                oddB.fma(lessB, evenB).intoArray(v, q + 4 * plane);
                w1.fma(both, w3.fma(lessSum, w5)).intoArray(v, q + 5 * plane);
            }
        }
    }

    /** The rows of a point and its negative. */
    static void innerRows(Tiles tiles, float[] x, int at, int count, float point, float lessSquare, float[] v,
            int to) {
        FloatVector plus = FloatVector.broadcast(SPECIES, point);
        FloatVector minus = FloatVector.broadcast(SPECIES, -point);
        FloatVector other = FloatVector.broadcast(SPECIES, lessSquare);
        FloatVector both = FloatVector.broadcast(SPECIES, A2B2);
        FloatVector lessSum = FloatVector.broadcast(SPECIES, -SUM);
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector lessA = FloatVector.broadcast(SPECIES, -A);
        FloatVector lessB = FloatVector.broadcast(SPECIES, -B);
        FloatVector lessA2 = FloatVector.broadcast(SPECIES, -A2);
        FloatVector lessB2 = FloatVector.broadcast(SPECIES, -B2);
        int channels = tiles.channels();
        int across = tiles.across();
        int one = tiles.down();
        int two = 2 * one;
        int three = 3 * one;
        int four = 4 * one;
        int plane = tiles.plane();
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < channels; j += LANES) {
                int c = Math.min(j, channels - LANES);
                int p = at + t * 4 * across + c;
                FloatVector even = FloatVector.fromArray(SPECIES, x, p + two).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + four));
                FloatVector odd = FloatVector.fromArray(SPECIES, x, p + one).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + three));
                FloatVector w0 = odd.fma(plus, even);
                FloatVector z0 = odd.fma(minus, even);
                p += across;
                even = FloatVector.fromArray(SPECIES, x, p + two).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + four));
                odd = FloatVector.fromArray(SPECIES, x, p + one).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + three));
                FloatVector w1 = odd.fma(plus, even);
                FloatVector z1 = odd.fma(minus, even);
                p += across;
                even = FloatVector.fromArray(SPECIES, x, p + two).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + four));
                odd = FloatVector.fromArray(SPECIES, x, p + one).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + three));
                FloatVector w2 = odd.fma(plus, even);
                FloatVector z2 = odd.fma(minus, even);
                p += across;
                even = FloatVector.fromArray(SPECIES, x, p + two).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + four));
                odd = FloatVector.fromArray(SPECIES, x, p + one).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + three));
                FloatVector w3 = odd.fma(plus, even);
                FloatVector z3 = odd.fma(minus, even);
                p += across;
                even = FloatVector.fromArray(SPECIES, x, p + two).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + four));
                odd = FloatVector.fromArray(SPECIES, x, p + one).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + three));
                FloatVector w4 = odd.fma(plus, even);
                FloatVector z4 = odd.fma(minus, even);
                p += across;
                even = FloatVector.fromArray(SPECIES, x, p + two).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + four));
                odd = FloatVector.fromArray(SPECIES, x, p + one).fma(other,
                        FloatVector.fromArray(SPECIES, x, p + three));
                FloatVector w5 = odd.fma(plus, even);
                FloatVector z5 = odd.fma(minus, even);
                int q = to + t * tiles.step() + c;
                FloatVector evenA = w2.fma(lessB2, w4);
                FloatVector oddA = w1.fma(lessB2, w3);
                FloatVector evenB = w2.fma(lessA2, w4);
                FloatVector oddB = w1.fma(lessA2, w3);
                w0.fma(both, w2.fma(lessSum, w4)).intoArray(v, q);
                oddA.fma(a, evenA).intoArray(v, q + plane);
                oddA.fma(lessA, evenA).intoArray(v, q + 2 * plane);
                oddB.fma(b, evenB).intoArray(v, q + 3 * plane);
                oddB.fma(lessB, evenB).intoArray(v, q + 4 * plane);
                w1.fma(both, w3.fma(lessSum, w5)).intoArray(v, q + 5 * plane);
                q += 6 * plane;
                evenA = z2.fma(lessB2, z4);
                oddA = z1.fma(lessB2, z3);
                evenB = z2.fma(lessA2, z4);
                oddB = z1.fma(lessA2, z3);
                z0.fma(both, z2.fma(lessSum, z4)).intoArray(v, q);
                oddA.fma(a, evenA).intoArray(v, q + plane);
                oddA.fma(lessA, evenA).intoArray(v, q + 2 * plane);
                oddB.fma(b, evenB).intoArray(v, q + 3 * plane);
                oddB.fma(lessB, evenB).intoArray(v, q + 4 * plane);
                z1.fma(both, z3.fma(lessSum, z5)).intoArray(v, q + 5 * plane);
            }
        }
    }
}
