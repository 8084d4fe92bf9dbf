package cnn.layers.kernel.simd.winograd;

import static cnn.layers.kernel.Points.A;
import static cnn.layers.kernel.Points.A2;
import static cnn.layers.kernel.Points.A3;
import static cnn.layers.kernel.Points.B;
import static cnn.layers.kernel.Points.B2;
import static cnn.layers.kernel.Points.B3;

import cnn.layers.kernel.Tiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A dy Aᵀ for a vector of channels at a time, one or two of the six rows in a call, as in {@link InputTransform}. */
final class GradientTransform {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private GradientTransform() {
    }

    /** The row of 0 from the first row of pixels, or that of ∞ from the last one. */
    static void outerRow(Tiles tiles, float[] dy, int at, int count, float[] m, int to) {
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
        FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
        FloatVector b3 = FloatVector.broadcast(SPECIES, B3);

        int channels = tiles.channels();
        int across = tiles.across();
        int plane = tiles.plane();
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < channels; j += LANES) {
                int c = Math.min(j, channels - LANES);
                int p = at + t * 4 * across + c;
                FloatVector w0 = FloatVector.fromArray(SPECIES, dy, p);
                FloatVector w1 = FloatVector.fromArray(SPECIES, dy, p + across);
                FloatVector w2 = FloatVector.fromArray(SPECIES, dy, p + 2 * across);
                FloatVector w3 = FloatVector.fromArray(SPECIES, dy, p + 3 * across);
                int q = to + t * tiles.step() + c;
                FloatVector evenA = w2.fma(a2, w0);
                FloatVector oddA = w3.fma(a3, w1.mul(a));
                FloatVector evenB = w2.fma(b2, w0);
                FloatVector oddB = w3.fma(b3, w1.mul(b));
                w0.intoArray(m, q);
                evenA.add(oddA).intoArray(m, q + plane);
                evenA.sub(oddA).intoArray(m, q + 2 * plane);
                evenB.add(oddB).intoArray(m, q + 3 * plane);
                evenB.sub(oddB).intoArray(m, q + 4 * plane);
                w3.intoArray(m, q + 5 * plane);

            }
        }
    }

    /** The rows of a point and its negative. */
    static void innerRows(Tiles tiles, float[] dy, int at, int count, float point, float[] m, int to) {
        FloatVector power = FloatVector.broadcast(SPECIES, point);
        FloatVector square = FloatVector.broadcast(SPECIES, point * point);
        FloatVector cube = FloatVector.broadcast(SPECIES, point * point * point);
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
        FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
        FloatVector b3 = FloatVector.broadcast(SPECIES, B3);

        int channels = tiles.channels();
        int across = tiles.across();
        int one = tiles.down();
        int two = 2 * one;
        int three = 3 * one;
        int plane = tiles.plane();
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < channels; j += LANES) {
                int c = Math.min(j, channels - LANES);
                int p = at + t * 4 * across + c;

                FloatVector even = FloatVector.fromArray(SPECIES, dy, p + two).fma(square,
                        FloatVector.fromArray(SPECIES, dy, p));
                FloatVector odd = FloatVector.fromArray(SPECIES, dy, p + three).fma(cube,
                        FloatVector.fromArray(SPECIES, dy, p + one).mul(power));
                FloatVector w0 = even.add(odd);
                FloatVector z0 = even.sub(odd);
                p += across;
                even = FloatVector.fromArray(SPECIES, dy, p + two).fma(square, FloatVector.fromArray(SPECIES, dy, p));
                odd = FloatVector.fromArray(SPECIES, dy, p + three).fma(cube,
                        FloatVector.fromArray(SPECIES, dy, p + one).mul(power));
                FloatVector w1 = even.add(odd);
                FloatVector z1 = even.sub(odd);
                p += across;
                even = FloatVector.fromArray(SPECIES, dy, p + two).fma(square, FloatVector.fromArray(SPECIES, dy, p));
                odd = FloatVector.fromArray(SPECIES, dy, p + three).fma(cube,
                        FloatVector.fromArray(SPECIES, dy, p + one).mul(power));
                FloatVector w2 = even.add(odd);
                FloatVector z2 = even.sub(odd);
                p += across;
                even = FloatVector.fromArray(SPECIES, dy, p + two).fma(square, FloatVector.fromArray(SPECIES, dy, p));
                odd = FloatVector.fromArray(SPECIES, dy, p + three).fma(cube,
                        FloatVector.fromArray(SPECIES, dy, p + one).mul(power));
                FloatVector w3 = even.add(odd);
                FloatVector z3 = even.sub(odd);

                int q = to + t * tiles.step() + c;
                FloatVector evenA = w2.fma(a2, w0);
                FloatVector oddA = w3.fma(a3, w1.mul(a));
                FloatVector evenB = w2.fma(b2, w0);
                FloatVector oddB = w3.fma(b3, w1.mul(b));
                w0.intoArray(m, q);
                evenA.add(oddA).intoArray(m, q + plane);
                evenA.sub(oddA).intoArray(m, q + 2 * plane);
                evenB.add(oddB).intoArray(m, q + 3 * plane);
                evenB.sub(oddB).intoArray(m, q + 4 * plane);
                w3.intoArray(m, q + 5 * plane);

                q += 6 * plane;
                evenA = z2.fma(a2, z0);
                oddA = z3.fma(a3, z1.mul(a));
                evenB = z2.fma(b2, z0);
                oddB = z3.fma(b3, z1.mul(b));
                z0.intoArray(m, q);
                evenA.add(oddA).intoArray(m, q + plane);
                evenA.sub(oddA).intoArray(m, q + 2 * plane);
                evenB.add(oddB).intoArray(m, q + 3 * plane);
                evenB.sub(oddB).intoArray(m, q + 4 * plane);
                z3.intoArray(m, q + 5 * plane);

            }
        }
    }
}
