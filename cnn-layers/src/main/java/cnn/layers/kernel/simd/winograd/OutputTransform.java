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

/**
 * Aᵀ m A for a vector of channels at a time, two of the four rows in a call: even rows need sums of the numbers at a point
 * and its negative, odd rows differences.
 */
final class OutputTransform {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private OutputTransform() {
    }

    /** Rows 0 and 2. {@code start} has a vector of zeros with step 0 where there is nothing to add. */
    static void evenRows(Tiles tiles, float[] m, int from, float[] start, int startAt, int startStep, float[] y, int at,
            int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
        FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
        FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
        int channels = tiles.channels();
        int across = tiles.across();
        int plane = tiles.plane();
        int one = 6 * plane;
        int two = 12 * plane;
        int three = 18 * plane;
        int four = 24 * plane;

        for (int t = 0; t < count; t++) {
            for (int j = 0; j < channels; j += LANES) {
                int c = Math.min(j, channels - LANES);
                int p = from + t * tiles.step() + c;

                FloatVector sumA = FloatVector.fromArray(SPECIES, m, p + one)
                        .add(FloatVector.fromArray(SPECIES, m, p + two));
                FloatVector sumB = FloatVector.fromArray(SPECIES, m, p + three)
                        .add(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w0 = FloatVector.fromArray(SPECIES, m, p).add(sumA).add(sumB);
                FloatVector z0 = sumB.fma(b2, sumA.mul(a2));
                p += plane;
                sumA = FloatVector.fromArray(SPECIES, m, p + one).add(FloatVector.fromArray(SPECIES, m, p + two));
                sumB = FloatVector.fromArray(SPECIES, m, p + three).add(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w1 = FloatVector.fromArray(SPECIES, m, p).add(sumA).add(sumB);
                FloatVector z1 = sumB.fma(b2, sumA.mul(a2));
                p += plane;
                sumA = FloatVector.fromArray(SPECIES, m, p + one).add(FloatVector.fromArray(SPECIES, m, p + two));
                sumB = FloatVector.fromArray(SPECIES, m, p + three).add(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w2 = FloatVector.fromArray(SPECIES, m, p).add(sumA).add(sumB);
                FloatVector z2 = sumB.fma(b2, sumA.mul(a2));
                p += plane;
                sumA = FloatVector.fromArray(SPECIES, m, p + one).add(FloatVector.fromArray(SPECIES, m, p + two));
                sumB = FloatVector.fromArray(SPECIES, m, p + three).add(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w3 = FloatVector.fromArray(SPECIES, m, p).add(sumA).add(sumB);
                FloatVector z3 = sumB.fma(b2, sumA.mul(a2));
                p += plane;
                sumA = FloatVector.fromArray(SPECIES, m, p + one).add(FloatVector.fromArray(SPECIES, m, p + two));
                sumB = FloatVector.fromArray(SPECIES, m, p + three).add(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w4 = FloatVector.fromArray(SPECIES, m, p).add(sumA).add(sumB);
                FloatVector z4 = sumB.fma(b2, sumA.mul(a2));
                p += plane;
                sumA = FloatVector.fromArray(SPECIES, m, p + one).add(FloatVector.fromArray(SPECIES, m, p + two));
                sumB = FloatVector.fromArray(SPECIES, m, p + three).add(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w5 = FloatVector.fromArray(SPECIES, m, p).add(sumA).add(sumB);
                FloatVector z5 = sumB.fma(b2, sumA.mul(a2));

                FloatVector first = FloatVector.fromArray(SPECIES, start, startAt + c * startStep);
                int q = at + t * 4 * across + c;
                sumA = w1.add(w2);
                sumB = w3.add(w4);
                FloatVector differenceA = w1.sub(w2);
                FloatVector differenceB = w3.sub(w4);
                w0.add(sumA).add(sumB).add(first).intoArray(y, q);
                differenceB.fma(b, differenceA.mul(a)).add(first).intoArray(y, q + across);
                sumB.fma(b2, sumA.mul(a2)).add(first).intoArray(y, q + 2 * across);
                differenceB.fma(b3, differenceA.fma(a3, w5)).add(first).intoArray(y, q + 3 * across);

                q += 2 * tiles.down();
                sumA = z1.add(z2);
                sumB = z3.add(z4);
                differenceA = z1.sub(z2);
                differenceB = z3.sub(z4);
                z0.add(sumA).add(sumB).add(first).intoArray(y, q);
                differenceB.fma(b, differenceA.mul(a)).add(first).intoArray(y, q + across);
                sumB.fma(b2, sumA.mul(a2)).add(first).intoArray(y, q + 2 * across);
                differenceB.fma(b3, differenceA.fma(a3, z5)).add(first).intoArray(y, q + 3 * across);

            }
        }
    }

    /** Rows 1 and 3. {@code start} has a vector of zeros with step 0 where there is nothing to add. */
    static void oddRows(Tiles tiles, float[] m, int from, float[] start, int startAt, int startStep, float[] y, int at,
            int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
        FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
        FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
        int channels = tiles.channels();
        int across = tiles.across();
        int plane = tiles.plane();
        int one = 6 * plane;
        int two = 12 * plane;
        int three = 18 * plane;
        int four = 24 * plane;
        int five = 30 * plane;
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < channels; j += LANES) {
                int c = Math.min(j, channels - LANES);
                int p = from + t * tiles.step() + c;

                FloatVector differenceA = FloatVector.fromArray(SPECIES, m, p + one)
                        .sub(FloatVector.fromArray(SPECIES, m, p + two));
                FloatVector differenceB = FloatVector.fromArray(SPECIES, m, p + three)
                        .sub(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w0 = differenceB.fma(b, differenceA.mul(a));
                FloatVector z0 = differenceB.fma(b3, differenceA.fma(a3, FloatVector.fromArray(SPECIES, m, p + five)));
                p += plane;
                differenceA = FloatVector.fromArray(SPECIES, m, p + one)
                        .sub(FloatVector.fromArray(SPECIES, m, p + two));
                differenceB = FloatVector.fromArray(SPECIES, m, p + three)
                        .sub(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w1 = differenceB.fma(b, differenceA.mul(a));
                FloatVector z1 = differenceB.fma(b3, differenceA.fma(a3, FloatVector.fromArray(SPECIES, m, p + five)));
                p += plane;
                differenceA = FloatVector.fromArray(SPECIES, m, p + one)
                        .sub(FloatVector.fromArray(SPECIES, m, p + two));
                differenceB = FloatVector.fromArray(SPECIES, m, p + three)
                        .sub(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w2 = differenceB.fma(b, differenceA.mul(a));
                FloatVector z2 = differenceB.fma(b3, differenceA.fma(a3, FloatVector.fromArray(SPECIES, m, p + five)));
                p += plane;
                differenceA = FloatVector.fromArray(SPECIES, m, p + one)
                        .sub(FloatVector.fromArray(SPECIES, m, p + two));
                differenceB = FloatVector.fromArray(SPECIES, m, p + three)
                        .sub(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w3 = differenceB.fma(b, differenceA.mul(a));
                FloatVector z3 = differenceB.fma(b3, differenceA.fma(a3, FloatVector.fromArray(SPECIES, m, p + five)));
                p += plane;
                differenceA = FloatVector.fromArray(SPECIES, m, p + one)
                        .sub(FloatVector.fromArray(SPECIES, m, p + two));
                differenceB = FloatVector.fromArray(SPECIES, m, p + three)
                        .sub(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w4 = differenceB.fma(b, differenceA.mul(a));
                FloatVector z4 = differenceB.fma(b3, differenceA.fma(a3, FloatVector.fromArray(SPECIES, m, p + five)));
                p += plane;
                differenceA = FloatVector.fromArray(SPECIES, m, p + one)
                        .sub(FloatVector.fromArray(SPECIES, m, p + two));
                differenceB = FloatVector.fromArray(SPECIES, m, p + three)
                        .sub(FloatVector.fromArray(SPECIES, m, p + four));
                FloatVector w5 = differenceB.fma(b, differenceA.mul(a));
                FloatVector z5 = differenceB.fma(b3, differenceA.fma(a3, FloatVector.fromArray(SPECIES, m, p + five)));

                FloatVector first = FloatVector.fromArray(SPECIES, start, startAt + c * startStep);
                int q = at + tiles.down() + t * 4 * across + c;
                FloatVector sumA = w1.add(w2);
                FloatVector sumB = w3.add(w4);
                differenceA = w1.sub(w2);
                differenceB = w3.sub(w4);
                w0.add(sumA).add(sumB).add(first).intoArray(y, q);
                differenceB.fma(b, differenceA.mul(a)).add(first).intoArray(y, q + across);
                sumB.fma(b2, sumA.mul(a2)).add(first).intoArray(y, q + 2 * across);
                differenceB.fma(b3, differenceA.fma(a3, w5)).add(first).intoArray(y, q + 3 * across);

                q += 2 * tiles.down();
                sumA = z1.add(z2);
                sumB = z3.add(z4);
                differenceA = z1.sub(z2);
                differenceB = z3.sub(z4);
                z0.add(sumA).add(sumB).add(first).intoArray(y, q);
                differenceB.fma(b, differenceA.mul(a)).add(first).intoArray(y, q + across);
                sumB.fma(b2, sumA.mul(a2)).add(first).intoArray(y, q + 2 * across);
                differenceB.fma(b3, differenceA.fma(a3, z5)).add(first).intoArray(y, q + 3 * across);

            }
        }
    }
}
