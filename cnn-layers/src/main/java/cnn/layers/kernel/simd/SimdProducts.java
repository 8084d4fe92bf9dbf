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
    private static final int TILE = 2 * FloatVector.SPECIES_PREFERRED.length();
    private static final float[] ZEROS = new float[TILE];

    /** Panels are outermost, so that a panel comes from a near cache for all windows but the first few. */
    @Override
    public void weightedSums(Windows windows, float[] in, int inAt, float[] packed, int packedAt,
            float @Nullable [] start, int startAt, float[] out, int outAt, int outputs) {
        Panels panels = windows.panels();
        int columns = windows.columns();
        int width = panels.width();
        for (int first = 0; first < columns; first += width) {
            int panel = packedAt + panels.index(0, first);
            int last = Math.min(columns, first + width);
            for (int n = first; n < last; n += TILE) {
                float[] from = start == null ? ZEROS : start;
                int fromAt = start == null ? 0 : startAt + n;
                WeightedSumTiles.run(windows, in, inAt, packed, panel + n - first, width, from, fromAt, out, outAt + n,
                        outputs, last - n);
            }
        }
    }

    @Override
    public void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            float[] sums, int sumsAt) {
        int columns = windows.columns();
        for (int n = 0; n < columns; n += TILE) {
            OuterProductTiles.run(windows, in, inAt, gradient, gradientAt + n, outputs, sums, sumsAt + n, columns - n);
        }
    }
}
