package cnn.layers;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Weighted sums over windows that move over a {@link Canvas}: what a convolution layer does going forward, and again,
 * with other weights over another canvas, to find the gradient of its input.
 *
 * <p>Work is cut into tasks of one image and a block of output rows. A block is about a million multiply-adds: some
 * twenty microseconds, long beside the cost of handing it to a thread, short beside a layer of a large network.
 */
final class Correlation {
    private static final int BLOCK_MULTIPLY_ADDS = 1 << 20;

    private final Canvas canvas;
    private final Windows windows;
    private final int groups;
    private final int outHeight;
    private final int outWidth;
    private final int strideHeight;
    private final int reach;
    private final boolean direct;
    private final boolean joined;
    private final int blockRows;
    private final int blocks;

    /**
     * @param kernel rows and columns of a window
     * @param stride canvas pixels from one window to the next
     * @param dilation canvas pixels from one element of a window to the next
     * @param groups parts into which channels and filters are cut; a filter sees the channels of its own part
     * @param filters sums per window
     */
    Correlation(Canvas canvas, Size kernel, Size stride, Size dilation, int groups, int filters, int outHeight,
            int outWidth) {
        int channels = canvas.channels();
        this.canvas = canvas;
        this.groups = groups;
        this.outHeight = outHeight;
        this.outWidth = outWidth;
        strideHeight = stride.height();
        reach = (kernel.height() - 1) * dilation.height() + 1;
        boolean wholeRows = dilation.width() == 1 && groups == 1;
        windows = new Windows(offsets(canvas, kernel, dilation, wholeRows),
                wholeRows ? kernel.width() * channels : channels / groups, stride.width() * channels, filters / groups,
                filters);
        direct = canvas.isImage((outHeight - 1) * strideHeight + reach);
        // Windows of one pixel, side by side: the next row's follow without a gap.
        joined = direct && kernel.area() == 1 && stride.area() == 1;
        int most = Math.clamp(BLOCK_MULTIPLY_ADDS / (multiplyAdds() / outHeight), 1, outHeight);
        blocks = (outHeight + most - 1) / most;
        blockRows = (outHeight + blocks - 1) / blocks;
    }

    private static int[] offsets(Canvas canvas, Size kernel, Size dilation, boolean wholeRows) {
        int[] offsets = new int[wholeRows ? kernel.height() : kernel.area()];
        for (int run = 0; run < offsets.length; run++) {
            int row = wholeRows ? run : run / kernel.width();
            int column = wholeRows ? 0 : run % kernel.width();
            offsets[run] = row * dilation.height() * canvas.pitch()
                    + column * dilation.width() * canvas.channels();
        }
        return offsets;
    }

    /** Layout of one group's weights. */
    Panels panels() {
        return windows.panels();
    }

    /** Floats of all groups' packed weights. */
    int packedFloats() {
        return Math.multiplyExact(groups, panels().size());
    }

    /** Floats of scratch that a task needs. */
    int scratchFloats() {
        return direct ? 0 : Math.multiplyExact(canvasRows(blockRows), canvas.pitch());
    }

    /** Multiply-adds for one image. */
    long multiplyAdds() {
        return (long) outHeight * outWidth * windows.rows() * windows.outStride();
    }

    /** Tasks per image. */
    int blocks() {
        return blocks;
    }

    /** Does task {@code index} of batch × {@link #blocks()}: overwrites its rows of the output. */
    void weightedSums(Products products, float[] in, float[] packed, float @Nullable [] start, float[] out,
            float[] scratch, int index) {
        int image = index / blocks;
        int first = index % blocks * blockRows;
        int rows = Math.min(blockRows, outHeight - first);
        int at = place(in, image, first, rows, scratch);
        float[] from = direct ? in : scratch;
        int calls = joined ? 1 : rows;
        int outputs = joined ? rows * outWidth : outWidth;
        for (int group = 0; group < groups; group++) {
            int inAt = at + group * (canvas.channels() / groups);
            int column = group * windows.columns();
            int outAt = outAt(image, first) + column;
            for (int row = 0; row < calls; row++) {
                products.weightedSums(windows, from, inAt + row * strideHeight * canvas.pitch(), packed,
                        group * panels().size(), start, column, out, outAt + row * outWidth * windows.outStride(),
                        outputs);
            }
        }
    }

    /**
     * Adds one image's gradient of the weights.
     *
     * @param gradient gradient of the output, of the whole batch
     * @param sums (groups, rows of a group's weights, filters of a group), from {@code sumsAt}
     */
    void addOuterProducts(Products products, float[] in, float[] gradient, int image, float[] sums, int sumsAt,
            float[] scratch) {
        for (int first = 0; first < outHeight; first += blockRows) {
            int rows = Math.min(blockRows, outHeight - first);
            int at = place(in, image, first, rows, scratch);
            float[] from = direct ? in : scratch;
            int calls = joined ? 1 : rows;
            int outputs = joined ? rows * outWidth : outWidth;
            for (int group = 0; group < groups; group++) {
                int inAt = at + group * (canvas.channels() / groups);
                int gradientAt = outAt(image, first) + group * windows.columns();
                for (int row = 0; row < calls; row++) {
                    products.addOuterProducts(windows, from, inAt + row * strideHeight * canvas.pitch(), gradient,
                            gradientAt + row * outWidth * windows.outStride(), outputs, sums,
                            sumsAt + group * windows.rows() * windows.columns());
                }
            }
        }
    }

    private int outAt(int image, int row) {
        return (image * outHeight + row) * outWidth * windows.outStride();
    }

    /** Where the windows of output row {@code first} start: in the input itself, or in scratch after copying there. */
    private int place(float[] in, int image, int first, int rows, float[] scratch) {
        int imageAt = image * canvas.height() * canvas.width() * canvas.channels();
        if (direct) {
            return imageAt + first * strideHeight * canvas.pitch();
        }
        canvas.copy(in, imageAt, first * strideHeight, canvasRows(rows), scratch);
        return 0;
    }

    private int canvasRows(int outRows) {
        return (outRows - 1) * strideHeight + reach;
    }
}
