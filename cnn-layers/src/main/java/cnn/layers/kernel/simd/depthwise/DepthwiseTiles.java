package cnn.layers.kernel.simd.depthwise;

import cnn.layers.kernel.ChannelWindows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise sums of four neighbouring windows at a time, for kernels of three or five columns: a pixel is loaded once for
 * all windows that see it, a weight once for all four. Channels {@code first … end − 1} are whole vectors, the start of
 * channel c is {@code start[c & keep]}.
 */
final class DepthwiseTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private DepthwiseTiles() {
    }

    /** Three columns, windows one pixel apart. */
    static void threeSideBySide(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start,
            int keep, float[] out, int outAt, int first, int end) {
        int rows = windows.rows();
        int down = windows.down();
        int across = windows.across();
        int weightsDown = windows.weightsDown();
        int next = windows.weightsAcross();
        int step = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, start, j & keep);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            int i = inAt + j;
            int g = weightsAt + j;
            for (int k = 0; k < rows; k++, i += down, g += weightsDown) {
                FloatVector u = FloatVector.fromArray(SPECIES, weights, g);
                FloatVector v = FloatVector.fromArray(SPECIES, weights, g + next);
                FloatVector w = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
                FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                a = x0.fma(u, a);
                FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + across);
                a = x1.fma(v, a);
                b = x1.fma(u, b);
                FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                a = x2.fma(w, a);
                b = x2.fma(v, b);
                c = x2.fma(u, c);
                FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * across);
                b = x3.fma(w, b);
                c = x3.fma(v, c);
                d = x3.fma(u, d);
                FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * across);
                c = x4.fma(w, c);
                d = x4.fma(v, d);
                FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * across);
                d = x5.fma(w, d);
            }
            a.intoArray(out, outAt + j);
            b.intoArray(out, outAt + step + j);
            c.intoArray(out, outAt + 2 * step + j);
            d.intoArray(out, outAt + 3 * step + j);
        }
    }

    /** Three columns, windows two pixels apart. */
    static void threeTwoApart(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start,
            int keep, float[] out, int outAt, int first, int end) {
        int rows = windows.rows();
        int down = windows.down();
        int across = windows.across();
        int weightsDown = windows.weightsDown();
        int next = windows.weightsAcross();
        int step = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, start, j & keep);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            int i = inAt + j;
            int g = weightsAt + j;
            for (int k = 0; k < rows; k++, i += down, g += weightsDown) {
                FloatVector u = FloatVector.fromArray(SPECIES, weights, g);
                FloatVector v = FloatVector.fromArray(SPECIES, weights, g + next);
                FloatVector w = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
                FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                a = x0.fma(u, a);
                FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + across);
                a = x1.fma(v, a);
                FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                a = x2.fma(w, a);
                b = x2.fma(u, b);
                FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * across);
                b = x3.fma(v, b);
                FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * across);
                b = x4.fma(w, b);
                c = x4.fma(u, c);
                FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * across);
                c = x5.fma(v, c);
                FloatVector x6 = FloatVector.fromArray(SPECIES, in, i + 6 * across);
                c = x6.fma(w, c);
                d = x6.fma(u, d);
                FloatVector x7 = FloatVector.fromArray(SPECIES, in, i + 7 * across);
                d = x7.fma(v, d);
                FloatVector x8 = FloatVector.fromArray(SPECIES, in, i + 8 * across);
                d = x8.fma(w, d);
            }
            a.intoArray(out, outAt + j);
            b.intoArray(out, outAt + step + j);
            c.intoArray(out, outAt + 2 * step + j);
            d.intoArray(out, outAt + 3 * step + j);
        }
    }

    /** Five columns, windows one pixel apart. */
    static void fiveSideBySide(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start,
            int keep, float[] out, int outAt, int first, int end) {
        int rows = windows.rows();
        int down = windows.down();
        int across = windows.across();
        int weightsDown = windows.weightsDown();
        int next = windows.weightsAcross();
        int step = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, start, j & keep);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            int i = inAt + j;
            int g = weightsAt + j;
            for (int k = 0; k < rows; k++, i += down, g += weightsDown) {
                FloatVector u = FloatVector.fromArray(SPECIES, weights, g);
                FloatVector v = FloatVector.fromArray(SPECIES, weights, g + next);
                FloatVector w = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
                FloatVector y = FloatVector.fromArray(SPECIES, weights, g + 3 * next);
                FloatVector z = FloatVector.fromArray(SPECIES, weights, g + 4 * next);
                FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                a = x0.fma(u, a);
                FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + across);
                a = x1.fma(v, a);
                b = x1.fma(u, b);
                FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                a = x2.fma(w, a);
                b = x2.fma(v, b);
                c = x2.fma(u, c);
                FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * across);
                a = x3.fma(y, a);
                b = x3.fma(w, b);
                c = x3.fma(v, c);
                d = x3.fma(u, d);
                FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * across);
                a = x4.fma(z, a);
                b = x4.fma(y, b);
                c = x4.fma(w, c);
                d = x4.fma(v, d);
                FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * across);
                b = x5.fma(z, b);
                c = x5.fma(y, c);
                d = x5.fma(w, d);
                FloatVector x6 = FloatVector.fromArray(SPECIES, in, i + 6 * across);
                c = x6.fma(z, c);
                d = x6.fma(y, d);
                FloatVector x7 = FloatVector.fromArray(SPECIES, in, i + 7 * across);
                d = x7.fma(z, d);
            }
            a.intoArray(out, outAt + j);
            b.intoArray(out, outAt + step + j);
            c.intoArray(out, outAt + 2 * step + j);
            d.intoArray(out, outAt + 3 * step + j);
        }
    }

    /** Five columns, windows two pixels apart. */
    static void fiveTwoApart(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start,
            int keep, float[] out, int outAt, int first, int end) {
        int rows = windows.rows();
        int down = windows.down();
        int across = windows.across();
        int weightsDown = windows.weightsDown();
        int next = windows.weightsAcross();
        int step = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, start, j & keep);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            int i = inAt + j;
            int g = weightsAt + j;
            for (int k = 0; k < rows; k++, i += down, g += weightsDown) {
                FloatVector u = FloatVector.fromArray(SPECIES, weights, g);
                FloatVector v = FloatVector.fromArray(SPECIES, weights, g + next);
                FloatVector w = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
                FloatVector y = FloatVector.fromArray(SPECIES, weights, g + 3 * next);
                FloatVector z = FloatVector.fromArray(SPECIES, weights, g + 4 * next);
                FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                a = x0.fma(u, a);
                FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + across);
                a = x1.fma(v, a);
                FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                a = x2.fma(w, a);
                b = x2.fma(u, b);
                FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * across);
                a = x3.fma(y, a);
                b = x3.fma(v, b);
                FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * across);
                a = x4.fma(z, a);
                b = x4.fma(w, b);
                c = x4.fma(u, c);
                FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * across);
                b = x5.fma(y, b);
                c = x5.fma(v, c);
                FloatVector x6 = FloatVector.fromArray(SPECIES, in, i + 6 * across);
                b = x6.fma(z, b);
                c = x6.fma(w, c);
                d = x6.fma(u, d);
                FloatVector x7 = FloatVector.fromArray(SPECIES, in, i + 7 * across);
                c = x7.fma(y, c);
                d = x7.fma(v, d);
                FloatVector x8 = FloatVector.fromArray(SPECIES, in, i + 8 * across);
                c = x8.fma(z, c);
                d = x8.fma(w, d);
                FloatVector x9 = FloatVector.fromArray(SPECIES, in, i + 9 * across);
                d = x9.fma(y, d);
                FloatVector x10 = FloatVector.fromArray(SPECIES, in, i + 10 * across);
                d = x10.fma(z, d);
            }
            a.intoArray(out, outAt + j);
            b.intoArray(out, outAt + step + j);
            c.intoArray(out, outAt + 2 * step + j);
            d.intoArray(out, outAt + 3 * step + j);
        }
    }
}
