package cnn.layers;

import cnn.api.Shape;
import cnn.api.layer.Binding;

/**
 * How a window moves over an image: the arithmetic that convolution and pooling share. Output row y, kernel row i reads
 * input row {@code y·stride + i·dilation − top}.
 *
 * @param inHeight rows of the image
 * @param inWidth columns of the image
 * @param outHeight positions of the window from top to bottom
 * @param outWidth positions from left to right
 * @param kernel rows and columns of the window
 * @param stride pixels from one position to the next
 * @param dilation pixels from one element of the window to the next
 * @param top rows of padding above
 * @param left columns of padding to the left
 * @param bottom rows of padding below, as far as windows reach
 * @param right columns of padding to the right, as far as windows reach
 */
record Window2d(int inHeight, int inWidth, int outHeight, int outWidth, Size kernel, Size stride, Size dilation,
        int top, int left, int bottom, int right) {

    /**
     * Lays windows over an image.
     *
     * @param roundUp whether a last window that is only partly inside counts (ONNX {@code ceil_mode}); it must start
     *            inside the image or its leading padding
     */
    static Window2d over(Binding in, Size kernel, Size stride, Size dilation, Padding padding, boolean roundUp) {
        Shape image = in.image();
        int[] rows = axis(in, image.height(), kernel.height(), stride.height(), dilation.height(), padding.mode(),
                padding.top(), padding.bottom(), roundUp, kernel, image);
        int[] columns = axis(in, image.width(), kernel.width(), stride.width(), dilation.width(), padding.mode(),
                padding.left(), padding.right(), roundUp, kernel, image);
        return new Window2d(image.height(), image.width(), rows[0], columns[0], kernel, stride, dilation, rows[1],
                columns[1], rows[2], columns[2]);
    }

    /** Positions, padding before, padding after, along one axis. */
    private static int[] axis(Binding in, int length, int kernel, int stride, int dilation, Padding.Mode mode,
            int before, int after, boolean roundUp, Size size, Shape image) {
        int reach = (kernel - 1) * dilation + 1;
        int positions;
        if (mode == Padding.Mode.SAME || mode == Padding.Mode.SAME_LOWER) {
            positions = (length + stride - 1) / stride;
            int total = Math.max(0, (positions - 1) * stride + reach - length);
            before = mode == Padding.Mode.SAME ? total / 2 : total - total / 2;
        } else {
            int free = length + before + after - reach;
            if (free < 0) {
                throw in.reject(
                        "a " + size.height() + "×" + size.width() + " kernel"
                                + (dilation > 1 ? " with dilation " + dilation : "") + " does not fit a "
                                + image.height() + "×" + image.width() + " image"
                                + (before + after > 0 ? " padded by " + before + " and " + after : ""),
                        "Use padding SAME or a kernel of at most " + Math.max(1, (length + before + after - 1)
                                / dilation + 1));
            }
            positions = free / stride + 1;
            if (roundUp && free % stride != 0 && positions * stride < length + before) {
                positions++;
            }
        }
        return new int[] {positions, before, Math.max(0, (positions - 1) * stride + reach - length - before)};
    }

    /** Rows of the padded image that windows reach. */
    int paddedHeight() {
        return top + inHeight + bottom;
    }

    /** Columns of the padded image that windows reach. */
    int paddedWidth() {
        return left + inWidth + right;
    }
}
