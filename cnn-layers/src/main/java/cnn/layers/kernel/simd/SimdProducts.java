package cnn.layers.kernel.simd;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
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
    public void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int sumsAt) {
        int columns = windows.columns();
        int whole = windows.runLength() < SHORT_RUN ? 0 : columns / LANES * LANES;
        int pairs = whole / PAIR * PAIR;
        for (int n = 0; n < whole; n += n < pairs ? PAIR : LANES) {
            addRuns(n < pairs, windows, in, inAt, gradient, gradientAt + n, outputs, lines, sums, sumsAt + n);
        }
        for (int n = whole; n < columns; n += PAIR) {
            OuterProductTiles.run(windows, in, inAt, gradient, gradientAt + n, outputs, lines, sums, sumsAt + n,
                    columns - n);
        }
    }

    /** All rows × one or two whole vectors of columns, run by run. */
    private static void addRuns(boolean pair, Windows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            int outputs, int lines, float[] sums, int sumsAt) {
        int tallest = pair ? OuterPairTiles.TALLEST : OuterSingleTiles.TALLEST;
        int length = windows.runLength();
        int to = sumsAt;
        for (int offset : windows.runOffsets()) {
            int at = inAt + offset;
            int rest = length;
            for (int pieces = (length + tallest - 1) / tallest; pieces > 0; pieces--) {
                int rows = (rest + pieces - 1) / pieces;
                if (pair) {
                    OuterPairTiles.run(rows, windows, in, at, gradient, gradientAt, outputs, lines, sums, to);
                } else {
                    OuterSingleTiles.run(rows, windows, in, at, gradient, gradientAt, outputs, lines, sums, to);
                }
                at += rows;
                to += rows * windows.columns();
                rest -= rows;
            }
        }
    }
}
