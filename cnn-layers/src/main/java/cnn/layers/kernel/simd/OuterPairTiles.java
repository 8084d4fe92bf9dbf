package cnn.layers.kernel.simd;

import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code addOuterProducts}: up to eight neighbouring rows of the sums × two whole vectors of columns,
 * which stay in registers while the tile runs through all windows of all lines. The rows read neighbouring floats of a
 * run, so that one address serves them all and one check of bounds most of them: 1.2 to 1.4 times as fast as six rows
 * with an address each. Twelve rows bring nothing more, and come near to what the JIT compiles: see {@link PairTiles},
 * also for how tiles are written.
 */
final class OuterPairTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    static final int TALLEST = 8;

    private OuterPairTiles() {
    }

    /** Neighbouring rows of one run × two whole vectors of columns. */
    static void run(int rows, Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        switch (rows) {
            case 1 -> one(windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt, pitch, sums, to);
            case 2 -> two(windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt, pitch, sums, to);
            case 3 -> three(windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt, pitch, sums, to);
            case 4 -> four(windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt, pitch, sums, to);
            case 5 -> five(windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt, pitch, sums, to);
            case 6 -> six(windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt, pitch, sums, to);
            case 7 -> seven(windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt, pitch, sums, to);
            default -> eight(windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt, pitch, sums, to);
        }
    }

    /** 8 rows × 2 vectors. */
    private static void eight(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, first, firstAt + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector b2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector b3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch + LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch);
        FloatVector b4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch + LANES);
        FloatVector a5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch);
        FloatVector b5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch + LANES);
        FloatVector a6 = FloatVector.fromArray(SPECIES, first, firstAt + 6 * pitch);
        FloatVector b6 = FloatVector.fromArray(SPECIES, first, firstAt + 6 * pitch + LANES);
        FloatVector a7 = FloatVector.fromArray(SPECIES, first, firstAt + 7 * pitch);
        FloatVector b7 = FloatVector.fromArray(SPECIES, first, firstAt + 7 * pitch + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w + 4]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w + 5]);
                a5 = x5.fma(a, a5);
                b5 = x5.fma(b, b5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w + 6]);
                a6 = x6.fma(a, a6);
                b6 = x6.fma(b, b6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w + 7]);
                a7 = x7.fma(a, a7);
                b7 = x7.fma(b, b7);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
        a1.intoArray(sums, to + columns);
        b1.intoArray(sums, to + columns + LANES);
        a2.intoArray(sums, to + 2 * columns);
        b2.intoArray(sums, to + 2 * columns + LANES);
        a3.intoArray(sums, to + 3 * columns);
        b3.intoArray(sums, to + 3 * columns + LANES);
        a4.intoArray(sums, to + 4 * columns);
        b4.intoArray(sums, to + 4 * columns + LANES);
        a5.intoArray(sums, to + 5 * columns);
        b5.intoArray(sums, to + 5 * columns + LANES);
        a6.intoArray(sums, to + 6 * columns);
        b6.intoArray(sums, to + 6 * columns + LANES);
        a7.intoArray(sums, to + 7 * columns);
        b7.intoArray(sums, to + 7 * columns + LANES);
    }

    /** 7 rows × 2 vectors. */
    private static void seven(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, first, firstAt + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector b2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector b3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch + LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch);
        FloatVector b4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch + LANES);
        FloatVector a5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch);
        FloatVector b5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch + LANES);
        FloatVector a6 = FloatVector.fromArray(SPECIES, first, firstAt + 6 * pitch);
        FloatVector b6 = FloatVector.fromArray(SPECIES, first, firstAt + 6 * pitch + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w + 4]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w + 5]);
                a5 = x5.fma(a, a5);
                b5 = x5.fma(b, b5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w + 6]);
                a6 = x6.fma(a, a6);
                b6 = x6.fma(b, b6);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
        a1.intoArray(sums, to + columns);
        b1.intoArray(sums, to + columns + LANES);
        a2.intoArray(sums, to + 2 * columns);
        b2.intoArray(sums, to + 2 * columns + LANES);
        a3.intoArray(sums, to + 3 * columns);
        b3.intoArray(sums, to + 3 * columns + LANES);
        a4.intoArray(sums, to + 4 * columns);
        b4.intoArray(sums, to + 4 * columns + LANES);
        a5.intoArray(sums, to + 5 * columns);
        b5.intoArray(sums, to + 5 * columns + LANES);
        a6.intoArray(sums, to + 6 * columns);
        b6.intoArray(sums, to + 6 * columns + LANES);
    }

    /** 6 rows × 2 vectors. */
    private static void six(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, first, firstAt + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector b2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector b3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch + LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch);
        FloatVector b4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch + LANES);
        FloatVector a5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch);
        FloatVector b5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w + 4]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w + 5]);
                a5 = x5.fma(a, a5);
                b5 = x5.fma(b, b5);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
        a1.intoArray(sums, to + columns);
        b1.intoArray(sums, to + columns + LANES);
        a2.intoArray(sums, to + 2 * columns);
        b2.intoArray(sums, to + 2 * columns + LANES);
        a3.intoArray(sums, to + 3 * columns);
        b3.intoArray(sums, to + 3 * columns + LANES);
        a4.intoArray(sums, to + 4 * columns);
        b4.intoArray(sums, to + 4 * columns + LANES);
        a5.intoArray(sums, to + 5 * columns);
        b5.intoArray(sums, to + 5 * columns + LANES);
    }

    /** 5 rows × 2 vectors. */
    private static void five(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, first, firstAt + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector b2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector b3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch + LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch);
        FloatVector b4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w + 4]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
        a1.intoArray(sums, to + columns);
        b1.intoArray(sums, to + columns + LANES);
        a2.intoArray(sums, to + 2 * columns);
        b2.intoArray(sums, to + 2 * columns + LANES);
        a3.intoArray(sums, to + 3 * columns);
        b3.intoArray(sums, to + 3 * columns + LANES);
        a4.intoArray(sums, to + 4 * columns);
        b4.intoArray(sums, to + 4 * columns + LANES);
    }

    /** 4 rows × 2 vectors. */
    private static void four(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, first, firstAt + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector b2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector b3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
        a1.intoArray(sums, to + columns);
        b1.intoArray(sums, to + columns + LANES);
        a2.intoArray(sums, to + 2 * columns);
        b2.intoArray(sums, to + 2 * columns + LANES);
        a3.intoArray(sums, to + 3 * columns);
        b3.intoArray(sums, to + 3 * columns + LANES);
    }

    /** 3 rows × 2 vectors. */
    private static void three(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, first, firstAt + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector b2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
        a1.intoArray(sums, to + columns);
        b1.intoArray(sums, to + columns + LANES);
        a2.intoArray(sums, to + 2 * columns);
        b2.intoArray(sums, to + 2 * columns + LANES);
    }

    /** 2 rows × 2 vectors. */
    private static void two(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, first, firstAt + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector b1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
        a1.intoArray(sums, to + columns);
        b1.intoArray(sums, to + columns + LANES);
    }

    /** 1 row × 2 vectors. */
    private static void one(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, first, firstAt + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
    }
}
