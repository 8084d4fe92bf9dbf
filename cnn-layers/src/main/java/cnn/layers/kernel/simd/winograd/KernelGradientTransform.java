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

/** Gᵀ u G for a vector of weights at a time. */
final class KernelGradientTransform {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private KernelGradientTransform() {
    }

    /** Of {@code count} weights, a multiple of the lanes. What is at {@code i} goes on from {@code first[i & keep]}. */
    static void sums(float[] u, int at, int plane, int count, float[] first, int keep, float[] dw, int dwAt,
            int dwPlane) {
        FloatVector f0 = FloatVector.broadcast(SPECIES, F0);
        FloatVector fa = FloatVector.broadcast(SPECIES, FA);
        FloatVector faA = FloatVector.broadcast(SPECIES, FA_A);
        FloatVector faA2 = FloatVector.broadcast(SPECIES, FA_A2);
        FloatVector fb = FloatVector.broadcast(SPECIES, FB);
        FloatVector fbB = FloatVector.broadcast(SPECIES, FB_B);
        FloatVector fbB2 = FloatVector.broadcast(SPECIES, FB_B2);

        int row = 6 * plane;
        for (int n = 0; n < count; n += LANES) {
            int p = at + n;

            FloatVector u1 = FloatVector.fromArray(SPECIES, u, p + row);
            FloatVector u2 = FloatVector.fromArray(SPECIES, u, p + 2 * row);
            FloatVector u3 = FloatVector.fromArray(SPECIES, u, p + 3 * row);
            FloatVector u4 = FloatVector.fromArray(SPECIES, u, p + 4 * row);
            FloatVector sumA = u1.add(u2);
            FloatVector sumB = u3.add(u4);
            FloatVector w0 = sumB.fma(fb, sumA.fma(fa, FloatVector.fromArray(SPECIES, u, p).mul(f0)));
            FloatVector y0 = u3.sub(u4).fma(fbB, u1.sub(u2).mul(faA));
            FloatVector z0 = sumB.fma(fbB2, sumA.fma(faA2, FloatVector.fromArray(SPECIES, u, p + 5 * row)));
            p += plane;
            u1 = FloatVector.fromArray(SPECIES, u, p + row);
            u2 = FloatVector.fromArray(SPECIES, u, p + 2 * row);
            u3 = FloatVector.fromArray(SPECIES, u, p + 3 * row);
            u4 = FloatVector.fromArray(SPECIES, u, p + 4 * row);
            sumA = u1.add(u2);
            sumB = u3.add(u4);
            FloatVector w1 = sumB.fma(fb, sumA.fma(fa, FloatVector.fromArray(SPECIES, u, p).mul(f0)));
            FloatVector y1 = u3.sub(u4).fma(fbB, u1.sub(u2).mul(faA));
            FloatVector z1 = sumB.fma(fbB2, sumA.fma(faA2, FloatVector.fromArray(SPECIES, u, p + 5 * row)));
            p += plane;
            u1 = FloatVector.fromArray(SPECIES, u, p + row);
            u2 = FloatVector.fromArray(SPECIES, u, p + 2 * row);
            u3 = FloatVector.fromArray(SPECIES, u, p + 3 * row);
            u4 = FloatVector.fromArray(SPECIES, u, p + 4 * row);
            sumA = u1.add(u2);
            sumB = u3.add(u4);
            FloatVector w2 = sumB.fma(fb, sumA.fma(fa, FloatVector.fromArray(SPECIES, u, p).mul(f0)));
            FloatVector y2 = u3.sub(u4).fma(fbB, u1.sub(u2).mul(faA));
            FloatVector z2 = sumB.fma(fbB2, sumA.fma(faA2, FloatVector.fromArray(SPECIES, u, p + 5 * row)));
            p += plane;
            u1 = FloatVector.fromArray(SPECIES, u, p + row);
            u2 = FloatVector.fromArray(SPECIES, u, p + 2 * row);
            u3 = FloatVector.fromArray(SPECIES, u, p + 3 * row);
            u4 = FloatVector.fromArray(SPECIES, u, p + 4 * row);
            sumA = u1.add(u2);
            sumB = u3.add(u4);
            FloatVector w3 = sumB.fma(fb, sumA.fma(fa, FloatVector.fromArray(SPECIES, u, p).mul(f0)));
            FloatVector y3 = u3.sub(u4).fma(fbB, u1.sub(u2).mul(faA));
            FloatVector z3 = sumB.fma(fbB2, sumA.fma(faA2, FloatVector.fromArray(SPECIES, u, p + 5 * row)));
            p += plane;
            u1 = FloatVector.fromArray(SPECIES, u, p + row);
            u2 = FloatVector.fromArray(SPECIES, u, p + 2 * row);
            u3 = FloatVector.fromArray(SPECIES, u, p + 3 * row);
            u4 = FloatVector.fromArray(SPECIES, u, p + 4 * row);
            sumA = u1.add(u2);
            sumB = u3.add(u4);
            FloatVector w4 = sumB.fma(fb, sumA.fma(fa, FloatVector.fromArray(SPECIES, u, p).mul(f0)));
            FloatVector y4 = u3.sub(u4).fma(fbB, u1.sub(u2).mul(faA));
            FloatVector z4 = sumB.fma(fbB2, sumA.fma(faA2, FloatVector.fromArray(SPECIES, u, p + 5 * row)));
            p += plane;
            u1 = FloatVector.fromArray(SPECIES, u, p + row);
            u2 = FloatVector.fromArray(SPECIES, u, p + 2 * row);
            u3 = FloatVector.fromArray(SPECIES, u, p + 3 * row);
            u4 = FloatVector.fromArray(SPECIES, u, p + 4 * row);
            sumA = u1.add(u2);
            sumB = u3.add(u4);
            FloatVector w5 = sumB.fma(fb, sumA.fma(fa, FloatVector.fromArray(SPECIES, u, p).mul(f0)));
            FloatVector y5 = u3.sub(u4).fma(fbB, u1.sub(u2).mul(faA));
            FloatVector z5 = sumB.fma(fbB2, sumA.fma(faA2, FloatVector.fromArray(SPECIES, u, p + 5 * row)));

            int q = dwAt + n;
            sumA = w1.add(w2);
            sumB = w3.add(w4);
            FloatVector.fromArray(SPECIES, first, q & keep).add(sumB.fma(fb, sumA.fma(fa, w0.mul(f0)))).intoArray(dw,
                    q);
            q += dwPlane;
            FloatVector.fromArray(SPECIES, first, q & keep).add(w3.sub(w4).fma(fbB, w1.sub(w2).mul(faA))).intoArray(dw,
                    q);
            q += dwPlane;
            FloatVector.fromArray(SPECIES, first, q & keep).add(sumB.fma(fbB2, sumA.fma(faA2, w5))).intoArray(dw, q);

            q += dwPlane;
            sumA = y1.add(y2);
            sumB = y3.add(y4);
            FloatVector.fromArray(SPECIES, first, q & keep).add(sumB.fma(fb, sumA.fma(fa, y0.mul(f0)))).intoArray(dw,
                    q);
            q += dwPlane;
            FloatVector.fromArray(SPECIES, first, q & keep).add(y3.sub(y4).fma(fbB, y1.sub(y2).mul(faA))).intoArray(dw,
                    q);
            q += dwPlane;
            FloatVector.fromArray(SPECIES, first, q & keep).add(sumB.fma(fbB2, sumA.fma(faA2, y5))).intoArray(dw, q);

            q += dwPlane;
            sumA = z1.add(z2);
            sumB = z3.add(z4);
            FloatVector.fromArray(SPECIES, first, q & keep).add(sumB.fma(fb, sumA.fma(fa, z0.mul(f0)))).intoArray(dw,
                    q);
            q += dwPlane;
            FloatVector.fromArray(SPECIES, first, q & keep).add(z3.sub(z4).fma(fbB, z1.sub(z2).mul(faA))).intoArray(dw,
                    q);
            q += dwPlane;
            FloatVector.fromArray(SPECIES, first, q & keep).add(sumB.fma(fbB2, sumA.fma(faA2, z5))).intoArray(dw, q);

        }
    }
}
