package cnn.layers.kernel.simd.products;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.layers.kernel.simd.shared.Copies;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products on register tiles, two vectors of columns at a time. A sum stays in its register from first to last
 * and is one lane of it, so its order is the scalar one at any vector width.
 */
public final class SimdProducts implements Products {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final int PAIR = 2 * LANES;
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
        OuterProductTiles.run(windows, in, inAt, gradient, gradientAt, outputs, lines, true, sums, sumsAt);
    }

    @Override
    public void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int sumsAt) {
        OuterProductTiles.run(windows, in, inAt, gradient, gradientAt, outputs, lines, false, sums, sumsAt);
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
