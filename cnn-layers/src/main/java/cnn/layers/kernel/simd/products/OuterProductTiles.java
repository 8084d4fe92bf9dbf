package cnn.layers.kernel.simd.products;

import cnn.api.kernel.Windows;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Which register tiles cover the sums of {@code outerProducts}. Neighbouring rows of one run share a tile, for all whole
 * vectors of columns; where runs are short rows of several runs do, and where a vector is partial they do, too.
 */
final class OuterProductTiles {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final int PAIR = 2 * LANES;
    /** Runs of fewer floats would leave tiles low: rows of several runs then share one. */
    private static final int SHORT_RUN = 8;
    private static final float[] ZEROS = new float[PAIR];

    private OuterProductTiles() {
    }

    /**
     * All rows × all columns.
     *
     * @param in inputs, the first window starting at {@code inAt}
     * @param gradient gradients, the first column of the first window at {@code gradientAt}
     * @param outputs windows of a line
     * @param lines number of lines
     * @param fromZero whether sums start from zero, or from what is there
     * @param sums sums, the first column of the first row at {@code sumsAt}
     */
    static void run(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs, int lines,
            boolean fromZero, float[] sums, int sumsAt) {
        int whole = wholeColumns(windows);
        if (fromZero && whole < windows.columns()) {
            Arrays.fill(sums, sumsAt, sumsAt + windows.rows() * windows.columns(), 0);
        }
        addWhole(windows, in, inAt, gradient, gradientAt, outputs, lines, fromZero, sums, sumsAt);
        addRest(whole, windows, in, inAt, gradient, gradientAt, outputs, lines, sums, sumsAt);
    }

    /** Columns that tiles of several rows of one run take: whole vectors, unless runs are short. */
    private static int wholeColumns(Windows windows) {
        return windows.runLength() < SHORT_RUN ? 0 : windows.columns() / LANES * LANES;
    }

    private static void addWhole(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            int lines, boolean fromZero, float[] sums, int sumsAt) {
        int whole = wholeColumns(windows);
        int pairs = whole / PAIR * PAIR;
        for (int n = 0; n < whole; n += n < pairs ? PAIR : LANES) {
            addRuns(n < pairs, windows, in, inAt, gradient, gradientAt + n, outputs, lines, fromZero, sums,
                    sumsAt + n);
        }
    }

    private static void addRest(int whole, Windows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            int outputs, int lines, float[] sums, int sumsAt) {
        int columns = windows.columns();
        for (int n = whole; n < columns; n += PAIR) {
            scattered(windows, in, inAt, gradient, gradientAt + n, outputs, lines, sums, sumsAt + n,
                    columns - n);
        }
    }

    /** All rows × one or two whole vectors of columns, run by run. */
    private static void addRuns(boolean pair, Windows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            int outputs, int lines, boolean fromZero, float[] sums, int sumsAt) {
        int tallest = pair ? OuterPairTiles.TALLEST : OuterSingleTiles.TALLEST;
        int length = windows.runLength();
        int to = sumsAt;
        float[] first = fromZero ? ZEROS : sums;
        int pitch = fromZero ? 0 : windows.columns();
        for (int offset : windows.runOffsets()) {
            int at = inAt + offset;
            int rest = length;
            for (int pieces = (length + tallest - 1) / tallest; pieces > 0; pieces--) {
                int rows = (rest + pieces - 1) / pieces;
                int firstAt = fromZero ? 0 : to;
                if (pair) {
                    OuterPairTiles.run(rows, windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt,
                            pitch, sums, to);
                } else {
                    OuterSingleTiles.run(rows, windows, in, at, gradient, gradientAt, outputs, lines, first, firstAt,
                            pitch, sums, to);
                }
                at += rows;
                to += rows * windows.columns();
                rest -= rows;
            }
        }
    }

    /** All rows × at most two vectors of columns, {@code left} columns from the first one on. */
    private static void scattered(Windows windows, float[] in, int at, float[] gradient, int from, int outputs,
            int lines, float[] sums, int to, int left) {
        if (left >= PAIR) {
            scatteredByTwo(windows, in, at, gradient, from, outputs, lines, sums, to);
        } else {
            scatteredByOne(windows, in, at, gradient, from, outputs, lines, sums, to, left);
            if (left > LANES) {
                scatteredByOne(windows, in, at, gradient, from + LANES, outputs, lines, sums, to + LANES, left - LANES);
            }
        }
    }

    private static void scatteredByTwo(Windows windows, float[] in, int at, float[] gradient, int from, int outputs,
            int lines, float[] sums, int to) {
        int rows = windows.rows();
        int columns = windows.columns();
        int k = 0;
        for (; k <= rows - 6; k += 6) {
            OuterScatteredTiles.sixByTwo(windows, in, at + offset(windows, k), at + offset(windows, k + 1),
                    at + offset(windows, k + 2),
                    at + offset(windows, k + 3), at + offset(windows, k + 4), at + offset(windows, k + 5), gradient,
                    from, outputs, lines, sums, to + k * columns);
        }
        for (; k <= rows - 3; k += 3) {
            OuterScatteredTiles.threeByTwo(windows, in, at + offset(windows, k), at + offset(windows, k + 1),
                    at + offset(windows, k + 2),
                    gradient, from, outputs, lines, sums, to + k * columns);
        }
        for (; k < rows; k++) {
            OuterScatteredTiles.oneByTwo(windows, in, at + offset(windows, k), gradient, from, outputs, lines, sums,
                    to + k * columns);
        }
    }

    private static void scatteredByOne(Windows windows, float[] in, int at, float[] gradient, int from, int outputs,
            int lines, float[] sums, int to, int left) {
        int rows = windows.rows();
        int columns = windows.columns();
        int k = 0;
        // Masked loads make a method too long for the JIT's first compiler: six rows are loaded whole, where there is room.
        for (; k <= rows - 6 && to + (k + 5) * columns + LANES <= sums.length; k += 6) {
            OuterScatteredTiles.sixByOne(windows, in, at + offset(windows, k), at + offset(windows, k + 1),
                    at + offset(windows, k + 2),
                    at + offset(windows, k + 3), at + offset(windows, k + 4), at + offset(windows, k + 5), gradient,
                    from, outputs, lines, sums, to + k * columns, left);
        }
        for (; k <= rows - 3; k += 3) {
            OuterScatteredTiles.threeByOne(windows, in, at + offset(windows, k), at + offset(windows, k + 1),
                    at + offset(windows, k + 2),
                    gradient, from, outputs, lines, sums, to + k * columns, left);
        }
        for (; k < rows; k++) {
            OuterScatteredTiles.oneByOne(windows, in, at + offset(windows, k), gradient, from, outputs, lines, sums,
                    to + k * columns,
                    left);
        }
    }

    /** Where row k of the weights reads, relative to the window's start. A tile's rows may lie in different runs. */
    private static int offset(Windows windows, int k) {
        int length = windows.runLength();
        return windows.runOffsets()[k / length] + k % length;
    }
}
