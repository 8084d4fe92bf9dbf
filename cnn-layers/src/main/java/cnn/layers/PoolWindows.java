package cnn.layers;

import cnn.api.Shape;
import cnn.api.layer.Binding;
import org.jspecify.annotations.Nullable;

/**
 * Where the windows of a pooling layer lie, and how its work is cut into tasks. Kernel rows and columns that fall on
 * padding are skipped, so that pooling needs no padded copy.
 *
 * @param over the arithmetic shared with convolution
 * @param channels of input and output
 */
record PoolWindows(Window2d over, int channels) {
    /** Elementary operations of one task: some 10 µs. */
    private static final int TASK = 1 << 16;

    /** Lays windows over an image; every window must hold at least one pixel. */
    static PoolWindows over(Binding in, Size size, @Nullable Size stride, Padding padding, Size dilation,
            boolean roundUp) {
        Window2d over = Window2d.over(in, size, stride == null ? size : stride, dilation, padding, roundUp);
        PoolWindows windows = new PoolWindows(over, in.image().channels());
        for (int y = 0; y < over.outHeight(); y++) {
            if (windows.firstRow(y) >= windows.endRow(y)) {
                throw windows.reject(in, padding);
            }
        }
        for (int x = 0; x < over.outWidth(); x++) {
            if (windows.firstColumn(x) >= windows.endColumn(x)) {
                throw windows.reject(in, padding);
            }
        }
        return windows;
    }

    private IllegalArgumentException reject(Binding in, Padding padding) {
        return in.reject(
                "padding " + padding + " leaves a window of " + over.kernel().height() + "×" + over.kernel().width()
                        + " without any pixel of the " + over.inHeight() + "×" + over.inWidth() + " image",
                "Use less padding than the window is high and wide, or less dilation");
    }

    Shape output() {
        return Shape.image(over.outHeight(), over.outWidth(), channels);
    }

    /** First kernel row of output row {@code y} that lies on the image. */
    int firstRow(int y) {
        return first(y * over.stride().height() - over.top(), over.dilation().height());
    }

    /** One past the last kernel row of output row {@code y} that lies on the image. */
    int endRow(int y) {
        return end(y * over.stride().height() - over.top(), over.dilation().height(), over.inHeight(),
                over.kernel().height());
    }

    /** First kernel column of output column {@code x} that lies on the image. */
    int firstColumn(int x) {
        return first(x * over.stride().width() - over.left(), over.dilation().width());
    }

    /** One past the last kernel column of output column {@code x} that lies on the image. */
    int endColumn(int x) {
        return end(x * over.stride().width() - over.left(), over.dilation().width(), over.inWidth(),
                over.kernel().width());
    }

    /** Index of the first channel of the pixel under a kernel position, within one example. */
    int input(int y, int kernelRow, int x, int kernelColumn) {
        int row = y * over.stride().height() - over.top() + kernelRow * over.dilation().height();
        int column = x * over.stride().width() - over.left() + kernelColumn * over.dilation().width();
        return (row * over.inWidth() + column) * channels;
    }

    /** Whether no pixel lies under two windows. */
    boolean apart() {
        return over.dilation().height() == 1 && over.dilation().width() == 1
                && over.kernel().height() <= over.stride().height()
                && over.kernel().width() <= over.stride().width();
    }

    /** Whether every pixel lies under exactly one window. */
    boolean tile() {
        // apart, they are equal where their areas are
        return apart() && over.kernel().area() == over.stride().area()
                && (long) over.outHeight() * over.stride().height() >= over.top() + over.inHeight()
                && (long) over.outWidth() * over.stride().width() >= over.left() + over.inWidth();
    }

    /** Floats of one example's input. */
    int inputSize() {
        return over.inHeight() * over.inWidth() * channels;
    }

    /** Floats of one row of output. */
    int rowSize() {
        return over.outWidth() * channels;
    }

    /** Rough number of elementary operations of one example. */
    long work() {
        return (long) over.outHeight() * rowSize() * over.kernel().area();
    }

    /** Output rows that one task of the forward pass computes. */
    int rowsPerTask() {
        return (int) Math.max(1, TASK / ((long) rowSize() * over.kernel().area()));
    }

    /** Examples that one task of the backward pass computes: windows overlap, so an example is not cut. */
    int examplesPerTask() {
        return (int) Math.max(1, TASK / work());
    }

    static int first(int start, int dilation) {
        return start >= 0 ? 0 : (int) ((dilation - 1L - start) / dilation);
    }

    static int end(int start, int dilation, int length, int kernel) {
        return start >= length ? 0 : (int) Math.min(kernel, ((long) length - start + dilation - 1) / dilation);
    }
}
