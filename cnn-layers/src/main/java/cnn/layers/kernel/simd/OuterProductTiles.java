package cnn.layers.kernel.simd;

import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code addOuterProducts} for short runs and for a partial vector of columns: a few rows of the sums,
 * of whatever runs, × one or two vectors of columns, which stay in registers while the tile runs through all windows.
 * For the rest see {@link OuterPairTiles}.
 */
final class OuterProductTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private OuterProductTiles() {
    }

    /**
     * All rows × at most two vectors of columns.
     *
     * @param in inputs, the first window starting at {@code at}
     * @param gradient gradients, this tile's first column of the first window starting at {@code from}
     * @param outputs windows of a line
     * @param lines number of lines
     * @param sums sums, this tile's first column of the first row starting at {@code to}
     * @param left columns that there are, from this tile's first one
     */
    static void run(Windows windows, float[] in, int at, float[] gradient, int from, int outputs, int lines,
            float[] sums, int to, int left) {
        if (left >= 2 * LANES) {
            runByTwo(windows, in, at, gradient, from, outputs, lines, sums, to);
        } else {
            runByOne(windows, in, at, gradient, from, outputs, lines, sums, to, left);
            if (left > LANES) {
                runByOne(windows, in, at, gradient, from + LANES, outputs, lines, sums, to + LANES, left - LANES);
            }
        }
    }

    private static void runByTwo(Windows windows, float[] in, int at, float[] gradient, int from, int outputs,
            int lines, float[] sums, int to) {
        int rows = windows.rows();
        int columns = windows.columns();
        int k = 0;
        for (; k <= rows - 6; k += 6) {
            sixByTwo(windows, in, at + offset(windows, k), at + offset(windows, k + 1), at + offset(windows, k + 2),
                    at + offset(windows, k + 3), at + offset(windows, k + 4), at + offset(windows, k + 5), gradient,
                    from, outputs, lines, sums, to + k * columns);
        }
        for (; k <= rows - 3; k += 3) {
            threeByTwo(windows, in, at + offset(windows, k), at + offset(windows, k + 1), at + offset(windows, k + 2),
                    gradient, from, outputs, lines, sums, to + k * columns);
        }
        for (; k < rows; k++) {
            oneByTwo(windows, in, at + offset(windows, k), gradient, from, outputs, lines, sums, to + k * columns);
        }
    }

    private static void runByOne(Windows windows, float[] in, int at, float[] gradient, int from, int outputs,
            int lines, float[] sums, int to, int left) {
        int rows = windows.rows();
        int columns = windows.columns();
        int k = 0;
        // Masked loads make a method too long for the JIT's first compiler: six rows are loaded whole, where there is room.
        for (; k <= rows - 6 && to + (k + 5) * columns + LANES <= sums.length; k += 6) {
            sixByOne(windows, in, at + offset(windows, k), at + offset(windows, k + 1), at + offset(windows, k + 2),
                    at + offset(windows, k + 3), at + offset(windows, k + 4), at + offset(windows, k + 5), gradient,
                    from, outputs, lines, sums, to + k * columns, left);
        }
        for (; k <= rows - 3; k += 3) {
            threeByOne(windows, in, at + offset(windows, k), at + offset(windows, k + 1), at + offset(windows, k + 2),
                    gradient, from, outputs, lines, sums, to + k * columns, left);
        }
        for (; k < rows; k++) {
            oneByOne(windows, in, at + offset(windows, k), gradient, from, outputs, lines, sums, to + k * columns,
                    left);
        }
    }

    /** Where row k of the weights reads, relative to the window's start. A tile's rows may lie in different runs. */
    private static int offset(Windows windows, int k) {
        int length = windows.runLength();
        return windows.runOffsets()[k / length] + k % length;
    }

    /** 6 rows × 2 vectors. */
    private static void sixByTwo(Windows windows, float[] in, int o0, int o1, int o2, int o3, int o4, int o5,
            float[] gradient, int gradientAt, int outputs, int lines, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector b0 = FloatVector.fromArray(SPECIES, sums, to + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, sums, to + columns);
        FloatVector b1 = FloatVector.fromArray(SPECIES, sums, to + columns + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, sums, to + 2 * columns);
        FloatVector b2 = FloatVector.fromArray(SPECIES, sums, to + 2 * columns + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, sums, to + 3 * columns);
        FloatVector b3 = FloatVector.fromArray(SPECIES, sums, to + 3 * columns + LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, sums, to + 4 * columns);
        FloatVector b4 = FloatVector.fromArray(SPECIES, sums, to + 4 * columns + LANES);
        FloatVector a5 = FloatVector.fromArray(SPECIES, sums, to + 5 * columns);
        FloatVector b5 = FloatVector.fromArray(SPECIES, sums, to + 5 * columns + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int window = line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[o0 + window]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[o1 + window]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[o2 + window]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[o3 + window]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[o4 + window]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[o5 + window]);
                a5 = x5.fma(a, a5);
                b5 = x5.fma(b, b5);
                window += inStride;
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

    /** 3 rows × 2 vectors. */
    private static void threeByTwo(Windows windows, float[] in, int o0, int o1, int o2, float[] gradient,
            int gradientAt, int outputs, int lines, float[] sums, int to) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector b0 = FloatVector.fromArray(SPECIES, sums, to + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, sums, to + columns);
        FloatVector b1 = FloatVector.fromArray(SPECIES, sums, to + columns + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, sums, to + 2 * columns);
        FloatVector b2 = FloatVector.fromArray(SPECIES, sums, to + 2 * columns + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int window = line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[o0 + window]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[o1 + window]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[o2 + window]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                window += inStride;
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

    /** 1 row × 2 vectors. */
    private static void oneByTwo(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int to) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector b0 = FloatVector.fromArray(SPECIES, sums, to + LANES);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int window = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from);
                FloatVector b = FloatVector.fromArray(SPECIES, gradient, from + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[window]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                window += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + LANES);
    }

    /** 6 rows × 1 vector of at most left floats; the last row's vector must end within the array. */
    private static void sixByOne(Windows windows, float[] in, int o0, int o1, int o2, int o3, int o4, int o5,
            float[] gradient, int gradientAt, int outputs, int lines, float[] sums, int to, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, sums, to + columns);
        FloatVector a2 = FloatVector.fromArray(SPECIES, sums, to + 2 * columns);
        FloatVector a3 = FloatVector.fromArray(SPECIES, sums, to + 3 * columns);
        FloatVector a4 = FloatVector.fromArray(SPECIES, sums, to + 4 * columns);
        FloatVector a5 = FloatVector.fromArray(SPECIES, sums, to + 5 * columns);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int window = line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from, mask);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[o0 + window]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[o1 + window]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[o2 + window]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[o3 + window]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[o4 + window]);
                a4 = x4.fma(a, a4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[o5 + window]);
                a5 = x5.fma(a, a5);
                window += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to, mask);
        a1.intoArray(sums, to + columns, mask);
        a2.intoArray(sums, to + 2 * columns, mask);
        a3.intoArray(sums, to + 3 * columns, mask);
        a4.intoArray(sums, to + 4 * columns, mask);
        a5.intoArray(sums, to + 5 * columns, mask);
    }

    /** 3 rows × 1 vector of at most left floats. */
    private static void threeByOne(Windows windows, float[] in, int o0, int o1, int o2, float[] gradient,
            int gradientAt, int outputs, int lines, float[] sums, int to, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to, mask);
        FloatVector a1 = FloatVector.fromArray(SPECIES, sums, to + columns, mask);
        FloatVector a2 = FloatVector.fromArray(SPECIES, sums, to + 2 * columns, mask);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int window = line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from, mask);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[o0 + window]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[o1 + window]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[o2 + window]);
                a2 = x2.fma(a, a2);
                window += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to, mask);
        a1.intoArray(sums, to + columns, mask);
        a2.intoArray(sums, to + 2 * columns, mask);
    }

    /** 1 row × 1 vector of at most left floats. */
    private static void oneByOne(Windows windows, float[] in, int at, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int to, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to, mask);
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int window = at + line * windows.inPitch();
            int from = gradientAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p++) {
                FloatVector a = FloatVector.fromArray(SPECIES, gradient, from, mask);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[window]);
                a0 = x0.fma(a, a0);
                window += inStride;
                from += outStride;
            }
        }
        a0.intoArray(sums, to, mask);
    }
}
