package cnn.layers.convolution.pointwise;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.Panels;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * A convolution that sees one pixel at a time, 1×1 without stride or padding: the pixels of all images are the rows of a
 * matrix, and the weights are another one.
 */
public final class PointwiseCorrelation implements Correlation {
    /** Sums of so few products take little longer than what is done to them afterwards, which had better find them near. */
    private static final int SHORT_SUM = 64;
    /** 16 KiB: half of a core's nearest cache. */
    private static final int NEAREST_FLOATS = 1 << 12;
    private static final int FEWEST_TILES = 2;

    private final Filters filters;
    private final Geometry geometry;
    private final MatrixProduct product;
    private final int pixels;

    public PointwiseCorrelation(Filters filters) {
        this.filters = filters;
        geometry = filters.correlation();
        pixels = geometry.rows().out() * geometry.columns().out();
        product = new MatrixProduct(geometry.channels(), geometry.filters(), geometry.out(), pixels);
    }

    public static boolean serves(Geometry geometry) {
        return geometry.groups() == 1 && isWhole(geometry.rows()) && isWhole(geometry.columns());
    }

    private static boolean isWhole(Axis axis) {
        return axis.kernel() == 1 && axis.stride() == 1 && axis.spread() == 1 && axis.before() == 0
                && axis.out() == axis.in();
    }

    @Override
    public int packedFloats() {
        return product.panels().size();
    }

    @Override
    public void pack(float[] weights, Kernels kernels, float[] packed) {
        Panels panels = product.panels();
        panels.pack(weights, filters.at(0, 0), filters.inStride(), filters.outStride(), 0, panels.rows(), packed, 0);
    }

    @Override
    public int scratchFloats() {
        return 0;
    }

    @Override
    public int tasks(int batch) {
        return product.tasks(batch * pixels);
    }

    @Override
    public void run(Pass pass, float[] in, float[] packed, float @Nullable [] start, float[] out, float[] scratch,
            int task, Finish finish) {
        int rows = pass.batch() * pixels;
        int column = product.firstColumn(rows, task);
        int count = product.endColumn(rows, task) - column;
        int end = product.endRow(rows, task);
        int step = finish == Finish.NONE || geometry.channels() > SHORT_SUM ? rows : finishedRows(count);
        for (int first = product.firstRow(rows, task); first < end; first += step) {
            int next = Math.min(first + step, end);
            product.multiply(pass.kernels().products(), in, packed, start, out, rows, task, first, next);
            finish.finish(pass, out, product.outAt(first, column), next - first, geometry.outPitch(), count);
        }
    }

    /** So many rows of a task's columns are still in the nearest cache when they are finished. */
    public static int finishedRows(int columns) {
        return Math.max(FEWEST_TILES, NEAREST_FLOATS / columns / MatrixProduct.TILE_ROWS) * MatrixProduct.TILE_ROWS;
    }
}
