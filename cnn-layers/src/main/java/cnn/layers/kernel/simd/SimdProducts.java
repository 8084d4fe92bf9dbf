package cnn.layers.kernel.simd;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products on register tiles, two vectors of columns at a time. A sum stays in its register from first to last
 * and is one lane of it, so its order is the scalar one at any vector width.
 */
final class SimdProducts implements Products {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final int PAIR = 2 * LANES;
    /** Runs of fewer floats would leave tiles low: rows of several runs then share one. */
    private static final int SHORT_RUN = 8;
    private static final float[] ZEROS = new float[PAIR];

    /** Panels are outermost, so that a panel comes from a near cache for all windows but the first few. */
    @Override
    public void weightedSums(Windows windows, float[] in, int inAt, float[] packed, int packedAt,
            float @Nullable [] start, int startAt, float[] out, int outAt, int outputs, int lines) {
        Panels panels = windows.panels();
        int columns = windows.columns();
        float[] from = start == null ? ZEROS : start;
        if (TwoWindowTiles.suit(windows, outputs)) {
            TwoWindowTiles.run(windows, in, inAt, packed, packedAt, from, start == null ? 0 : startAt, out, outAt,
                    outputs, lines);
            return;
        }
        boolean shortRuns = ShortRunTiles.suit(windows, outputs);
        for (int n = 0; n < columns; n += PAIR) {
            int fromAt = start == null ? 0 : startAt + n;
            int panel = packedAt + panels.index(0, n);
            int left = columns - n;
            if (left > LANES) {
                int nextPanel = packedAt + panels.index(0, n + LANES);
                if (shortRuns) {
                    ShortRunTiles.pairs(windows, in, inAt, packed, panel, nextPanel, from, fromAt, out, outAt + n,
                            outputs, lines, left);
                } else {
                    WeightedSumTiles.pairs(windows, in, inAt, packed, panel, nextPanel, from, fromAt, out, outAt + n,
                            outputs, lines, left);
                }
            } else if (shortRuns) {
                ShortRunTiles.singles(windows, in, inAt, packed, panel, from, fromAt, out, outAt + n, outputs, lines,
                        left);
            } else {
                WeightedSumTiles.singles(windows, in, inAt, packed, panel, from, fromAt, out, outAt + n, outputs,
                        lines, left);
            }
        }
    }

    @Override
    public void outerProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int sumsAt) {
        int whole = wholeColumns(windows);
        if (whole < windows.columns()) {
            Arrays.fill(sums, sumsAt, sumsAt + windows.rows() * windows.columns(), 0);
        }
        addWhole(windows, in, inAt, gradient, gradientAt, outputs, lines, true, sums, sumsAt);
        addRest(whole, windows, in, inAt, gradient, gradientAt, outputs, lines, sums, sumsAt);
    }

    @Override
    public void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int sumsAt) {
        addWhole(windows, in, inAt, gradient, gradientAt, outputs, lines, false, sums, sumsAt);
        addRest(wholeColumns(windows), windows, in, inAt, gradient, gradientAt, outputs, lines, sums, sumsAt);
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
            OuterProductTiles.run(windows, in, inAt, gradient, gradientAt + n, outputs, lines, sums, sumsAt + n,
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

    /** Row by row, so that memory is read along. */
    @Override
    public void cutColumns(float[] matrix, int at, int pitch, int rows, int columns, int width, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * pitch;
            for (int first = 0; first < columns; first += width) {
                int count = Math.min(width, columns - first);
                Copies.copy(matrix, from + first, count, to, toAt + first * rows + row * count);
            }
        }
    }
}
