package cnn.layers.kernel.simd.winograd;

import static cnn.layers.kernel.Points.F0;
import static cnn.layers.kernel.Points.FA;
import static cnn.layers.kernel.Points.FA_A;
import static cnn.layers.kernel.Points.FA_A2;
import static cnn.layers.kernel.Points.FB;
import static cnn.layers.kernel.Points.FB_B;
import static cnn.layers.kernel.Points.FB_B2;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** G g Gᵀ for a vector of weights at a time, one or two of the six rows in a call, as in {@link InputTiles}. */
final class KernelTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private KernelTiles() {
    }

    /** The row of 0 from the kernel's first row, or that of ∞ from the last one: times the factor. */
    static void outerRow(float[] g, int at, int gPlane, float factor, int count, float[] u, int to, int plane) {
        FloatVector f0 = FloatVector.broadcast(SPECIES, F0);
        FloatVector fa = FloatVector.broadcast(SPECIES, FA);
        FloatVector faA = FloatVector.broadcast(SPECIES, FA_A);
        FloatVector faA2 = FloatVector.broadcast(SPECIES, FA_A2);
        FloatVector fb = FloatVector.broadcast(SPECIES, FB);
        FloatVector fbB = FloatVector.broadcast(SPECIES, FB_B);
        FloatVector fbB2 = FloatVector.broadcast(SPECIES, FB_B2);
        for (int n = 0; n < count; n += LANES) {
            int p = at + n;
            FloatVector w0 = FloatVector.fromArray(SPECIES, g, p).mul(factor);
            FloatVector w1 = FloatVector.fromArray(SPECIES, g, p + gPlane).mul(factor);
            FloatVector w2 = FloatVector.fromArray(SPECIES, g, p + 2 * gPlane).mul(factor);
            int q = to + n;
            FloatVector evenA = w2.fma(faA2, w0.mul(fa));
            FloatVector oddA = w1.mul(faA);
            FloatVector evenB = w2.fma(fbB2, w0.mul(fb));
            FloatVector oddB = w1.mul(fbB);
            w0.mul(f0).intoArray(u, q);
            evenA.add(oddA).intoArray(u, q + plane);
            evenA.sub(oddA).intoArray(u, q + 2 * plane);
            evenB.add(oddB).intoArray(u, q + 3 * plane);
            evenB.sub(oddB).intoArray(u, q + 4 * plane);
            w2.intoArray(u, q + 5 * plane);
        }
    }

    /** The rows of a point and of its negative: the factor, the factor times the point, and times its square. */
    static void innerRows(float[] g, int at, int gPlane, float factor, float slope, float square, int count, float[] u,
            int to, int plane) {
        FloatVector factors = FloatVector.broadcast(SPECIES, factor);
        FloatVector slopes = FloatVector.broadcast(SPECIES, slope);
        FloatVector squares = FloatVector.broadcast(SPECIES, square);
        FloatVector f0 = FloatVector.broadcast(SPECIES, F0);
        FloatVector fa = FloatVector.broadcast(SPECIES, FA);
        FloatVector faA = FloatVector.broadcast(SPECIES, FA_A);
        FloatVector faA2 = FloatVector.broadcast(SPECIES, FA_A2);
        FloatVector fb = FloatVector.broadcast(SPECIES, FB);
        FloatVector fbB = FloatVector.broadcast(SPECIES, FB_B);
        FloatVector fbB2 = FloatVector.broadcast(SPECIES, FB_B2);
        int three = 3 * gPlane;
        int six = 6 * gPlane;
        for (int n = 0; n < count; n += LANES) {
            int p = at + n;
            FloatVector even = FloatVector.fromArray(SPECIES, g, p + six).fma(squares,
                    FloatVector.fromArray(SPECIES, g, p).mul(factors));
            FloatVector odd = FloatVector.fromArray(SPECIES, g, p + three).mul(slopes);
            FloatVector w0 = even.add(odd);
            FloatVector z0 = even.sub(odd);
            p += gPlane;
            even = FloatVector.fromArray(SPECIES, g, p + six).fma(squares,
                    FloatVector.fromArray(SPECIES, g, p).mul(factors));
            odd = FloatVector.fromArray(SPECIES, g, p + three).mul(slopes);
            FloatVector w1 = even.add(odd);
            FloatVector z1 = even.sub(odd);
            p += gPlane;
            even = FloatVector.fromArray(SPECIES, g, p + six).fma(squares,
                    FloatVector.fromArray(SPECIES, g, p).mul(factors));
            odd = FloatVector.fromArray(SPECIES, g, p + three).mul(slopes);
            FloatVector w2 = even.add(odd);
            FloatVector z2 = even.sub(odd);

            int q = to + n;
            FloatVector evenA = w2.fma(faA2, w0.mul(fa));
            FloatVector oddA = w1.mul(faA);
            FloatVector evenB = w2.fma(fbB2, w0.mul(fb));
            FloatVector oddB = w1.mul(fbB);
            w0.mul(f0).intoArray(u, q);
            evenA.add(oddA).intoArray(u, q + plane);
            evenA.sub(oddA).intoArray(u, q + 2 * plane);
            evenB.add(oddB).intoArray(u, q + 3 * plane);
            evenB.sub(oddB).intoArray(u, q + 4 * plane);
            w2.intoArray(u, q + 5 * plane);

            q += 6 * plane;
            evenA = z2.fma(faA2, z0.mul(fa));
            oddA = z1.mul(faA);
            evenB = z2.fma(fbB2, z0.mul(fb));
            oddB = z1.mul(fbB);
            z0.mul(f0).intoArray(u, q);
            evenA.add(oddA).intoArray(u, q + plane);
            evenA.sub(oddA).intoArray(u, q + 2 * plane);
            evenB.add(oddB).intoArray(u, q + 3 * plane);
            evenB.sub(oddB).intoArray(u, q + 4 * plane);
            z2.intoArray(u, q + 5 * plane);
        }
    }
}
