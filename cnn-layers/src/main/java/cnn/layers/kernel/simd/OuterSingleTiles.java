package cnn.layers.kernel.simd;

import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code addOuterProducts}: up to eight neighbouring rows of the sums × one whole vector of columns. See
 * {@link OuterPairTiles}.
 */
final class OuterSingleTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int TALLEST = 8;

    private OuterSingleTiles() {
    }

    /** Neighbouring rows of one run × one whole vector of columns. */
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

    /** 8 rows × 1 vector. */
    private static void eight(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector a4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch);
        FloatVector a5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch);
        FloatVector a6 = FloatVector.fromArray(SPECIES, first, firstAt + 6 * pitch);
        FloatVector a7 = FloatVector.fromArray(SPECIES, first, firstAt + 7 * pitch);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w + 4]);
                a4 = x4.fma(a, a4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w + 5]);
                a5 = x5.fma(a, a5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w + 6]);
                a6 = x6.fma(a, a6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w + 7]);
                a7 = x7.fma(a, a7);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
        a2.intoArray(sums, to + 2 * columns);
        a3.intoArray(sums, to + 3 * columns);
        a4.intoArray(sums, to + 4 * columns);
        a5.intoArray(sums, to + 5 * columns);
        a6.intoArray(sums, to + 6 * columns);
        a7.intoArray(sums, to + 7 * columns);
    }

    /** 7 rows × 1 vector. */
    private static void seven(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector a4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch);
        FloatVector a5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch);
        FloatVector a6 = FloatVector.fromArray(SPECIES, first, firstAt + 6 * pitch);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w + 4]);
                a4 = x4.fma(a, a4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w + 5]);
                a5 = x5.fma(a, a5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w + 6]);
                a6 = x6.fma(a, a6);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
        a2.intoArray(sums, to + 2 * columns);
        a3.intoArray(sums, to + 3 * columns);
        a4.intoArray(sums, to + 4 * columns);
        a5.intoArray(sums, to + 5 * columns);
        a6.intoArray(sums, to + 6 * columns);
    }

    /** 6 rows × 1 vector. */
    private static void six(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector a4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch);
        FloatVector a5 = FloatVector.fromArray(SPECIES, first, firstAt + 5 * pitch);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w + 4]);
                a4 = x4.fma(a, a4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w + 5]);
                a5 = x5.fma(a, a5);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
        a2.intoArray(sums, to + 2 * columns);
        a3.intoArray(sums, to + 3 * columns);
        a4.intoArray(sums, to + 4 * columns);
        a5.intoArray(sums, to + 5 * columns);
    }

    /** 5 rows × 1 vector. */
    private static void five(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        FloatVector a4 = FloatVector.fromArray(SPECIES, first, firstAt + 4 * pitch);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w + 4]);
                a4 = x4.fma(a, a4);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
        a2.intoArray(sums, to + 2 * columns);
        a3.intoArray(sums, to + 3 * columns);
        a4.intoArray(sums, to + 4 * columns);
    }

    /** 4 rows × 1 vector. */
    private static void four(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 3 * pitch);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w + 3]);
                a3 = x3.fma(a, a3);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
        a2.intoArray(sums, to + 2 * columns);
        a3.intoArray(sums, to + 3 * columns);
    }

    /** 3 rows × 1 vector. */
    private static void three(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 2 * pitch);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w + 2]);
                a2 = x2.fma(a, a2);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
        a2.intoArray(sums, to + 2 * columns);
    }

    /** 2 rows × 1 vector. */
    private static void two(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + pitch);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w + 1]);
                a1 = x1.fma(a, a1);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
    }

    /** 1 row × 1 vector. */
    private static void one(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] first, int firstAt, int pitch, float[] sums, int to) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int w = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w]);
                a0 = x0.fma(a, a0);
                w += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
    }
}
