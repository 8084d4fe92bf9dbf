package cnn.layers.linear;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Pass;
import org.jspecify.annotations.Nullable;

/**
 * Every weighted sum as it is written: a product of each window with the packed weights. It serves all shapes.
 *
 * <p>Work is cut into tasks of one image and a block of output rows. A block is about a million multiply-adds: some
 * twenty microseconds, long beside the cost of handing it to a thread, short beside a layer of a large network.
 */
final class DirectCorrelation implements Correlation {
    private static final int BLOCK_MULTIPLY_ADDS = 1 << 20;

    private final Filters filters;
    private final Geometry geometry;
    private final Canvas canvas;
    private final Windows windows;
    private final boolean direct;
    private final boolean joined;
    private final int blockRows;
    private final int blocks;

    DirectCorrelation(Filters filters) {
        this.filters = filters;
        geometry = filters.correlation();
        canvas = new Canvas(geometry.rows(), geometry.columns(), geometry.channels());
        windows = windows(geometry, canvas);
        direct = canvas.isImage();
        // Windows of one pixel, side by side: the next row's follow without a gap.
        joined = direct && geometry.positions() == 1 && geometry.rows().stride() == 1
                && geometry.columns().stride() == 1;
        int outHeight = geometry.rows().out();
        int most = Math.clamp(BLOCK_MULTIPLY_ADDS / (geometry.multiplyAdds() / outHeight), 1, outHeight);
        blocks = (outHeight + most - 1) / most;
        blockRows = (outHeight + blocks - 1) / blocks;
    }

    /** The windows of one output row, of one group. */
    static Windows windows(Geometry geometry, Canvas canvas) {
        Axis rows = geometry.rows();
        Axis columns = geometry.columns();
        boolean wholeRows = columns.dilation() == 1 && geometry.groups() == 1;
        int[] offsets = new int[wholeRows ? rows.kernel() : geometry.positions()];
        for (int run = 0; run < offsets.length; run++) {
            int row = wholeRows ? run : run / columns.kernel();
            int column = wholeRows ? 0 : run % columns.kernel();
            offsets[run] = row * rows.dilation() * canvas.pitch() + column * columns.dilation() * canvas.channels();
        }
        return new Windows(offsets, wholeRows ? columns.kernel() * geometry.channels() : geometry.groupChannels(),
                columns.stride() * geometry.channels(), geometry.groupFilters(), geometry.filters());
    }

    @Override
    public int packedFloats() {
        return Math.multiplyExact(geometry.groups(), windows.panels().size());
    }

    @Override
    public void pack(float[] weights, float[] packed) {
        Panels panels = windows.panels();
        int channels = geometry.groupChannels();
        for (int group = 0; group < geometry.groups(); group++) {
            for (int position = 0; position < geometry.positions(); position++) {
                panels.pack(weights, filters.at(group, position), filters.inStride(), filters.outStride(),
                        position * channels, channels, packed, group * panels.size());
            }
        }
    }

    @Override
    public int scratchFloats() {
        return direct ? 0 : Math.multiplyExact(canvasRows(blockRows), canvas.pitch());
    }

    @Override
    public int tasks(int batch) {
        return batch * blocks;
    }

    @Override
    public void run(Pass pass, float[] in, float[] packed, float @Nullable [] start, float[] out, float[] scratch,
            int task, Finish finish) {
        Products products = pass.kernels().products();
        int image = task / blocks;
        int first = task % blocks * blockRows;
        int rows = Math.min(blockRows, geometry.rows().out() - first);
        int outWidth = geometry.columns().out();
        int stride = geometry.rows().stride();
        int at = place(in, image, first, rows, scratch);
        float[] from = direct ? in : scratch;
        int calls = joined ? 1 : rows;
        int outputs = joined ? rows * outWidth : outWidth;
        int rowFloats = outWidth * geometry.filters();
        int outAt = image * geometry.outFloats() + first * rowFloats;
        for (int group = 0; group < geometry.groups(); group++) {
            int inAt = at + group * geometry.groupChannels();
            int column = group * geometry.groupFilters();
            for (int row = 0; row < calls; row++) {
                products.weightedSums(windows, from, inAt + row * stride * canvas.pitch(), packed,
                        group * windows.panels().size(), start, column, out, outAt + column + row * rowFloats,
                        outputs);
            }
        }
        finish.finish(pass, out, outAt, outAt + rows * rowFloats);
    }

    /** Where the windows of output row {@code first} start: in the input itself, or in scratch after copying there. */
    private int place(float[] in, int image, int first, int rows, float[] scratch) {
        int imageAt = image * geometry.inFloats();
        int canvasRow = first * geometry.rows().stride();
        if (direct) {
            return imageAt + canvasRow * canvas.pitch();
        }
        canvas.copy(in, imageAt, canvasRow, canvasRows(rows), scratch);
        return 0;
    }

    private int canvasRows(int outRows) {
        return (outRows - 1) * geometry.rows().stride() + geometry.rows().reach();
    }
}
