package cnn.layers;

import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.text.Count;

/**
 * How a window moves over an image: the arithmetic that convolution and pooling share. Output row y, kernel row i reads
 * input row {@code y·stride + i·dilation − top}.
 *
 * @param inHeight rows of the image
 * @param inWidth columns of the image
 * @param outHeight positions of the window from top to bottom
 * @param outWidth positions from left to right
 * @param kernel rows and columns of the window
 * @param stride pixels from one position to the next, no more than the padded image has
 * @param dilation pixels from one element of the window to the next, 1 where there is only one
 * @param top rows of padding above
 * @param left columns of padding to the left
 * @param bottom rows of padding below, as far as windows reach
 * @param right columns of padding to the right, as far as windows reach
 */
record Window2d(int inHeight, int inWidth, int outHeight, int outWidth, Size kernel, Size stride, Size dilation,
        int top, int left, int bottom, int right) {
    /** What one array can hold on every JVM. */
    static final int MOST = Integer.MAX_VALUE - 8;

    /**
     * Lays windows over an image.
     *
     * @param roundUp whether a last window that is only partly inside counts (ONNX {@code ceil_mode}); it must start
     *            inside the image or its leading padding
     */
    static Window2d over(Binding in, Size kernel, Size stride, Size dilation, Padding padding, boolean roundUp) {
        return over(in, in.image(), kernel, stride, dilation, padding, roundUp);
    }

    /** Lays windows over the first of several inputs. */
    static Window2d over(Binding in, Shape image, Size kernel, Size stride, Size dilation, Padding padding,
            boolean roundUp) {
        WindowAxis rows = WindowAxis.over(in, "high", image.height(), kernel.height(), stride.height(),
                dilation.height(), padding.mode(), padding.top(), padding.bottom(), roundUp,
                kernel.toString());
        WindowAxis columns = WindowAxis.over(in, "wide", image.width(), kernel.width(), stride.width(),
                dilation.width(), padding.mode(), padding.left(), padding.right(), roundUp,
                kernel.toString());
        Window2d window = new Window2d(image.height(), image.width(), rows.positions(), columns.positions(), kernel,
                new Size(rows.stride(), columns.stride()), new Size(rows.dilation(), columns.dilation()),
                rows.before(), columns.before(), rows.after(), columns.after());
        window.checkFloats(in, window.paddedHeight(), window.paddedWidth(), image.channels(), "image");
        return window;
    }

    /**
     * Rejects what has more floats than one array can hold, so that all later arithmetic of places in it is safe.
     *
     * @param what the padded image, or the gradient on which windows go back
     */
    void checkFloats(Binding in, long height, long width, long channels, String what) {
        if (height * width > MOST / channels) {
            throw in.reject(
                    "padded as the " + kernel + " kernel needs it, the " + what + " would be " + height + "×" + width
                            + " with " + Count.of(channels, "channel")
                            + ", more than the 2^31 - 9 numbers that one array can hold",
                    "Use a smaller kernel, less dilation or less padding");
        }
    }

    /** Rows of the padded image that windows reach. */
    int paddedHeight() {
        return top + inHeight + bottom;
    }

    /** Columns of the padded image that windows reach. */
    int paddedWidth() {
        return left + inWidth + right;
    }

    /** Of a convolution whose windows these are. */
    Geometry geometry(int channels, int filters, int groups) {
        return new Geometry(
                new Axis(inHeight, outHeight, kernel.height(), stride.height(), dilation.height(), top),
                new Axis(inWidth, outWidth, kernel.width(), stride.width(), dilation.width(), left), channels, filters,
                groups);
    }
}
