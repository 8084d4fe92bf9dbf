package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.layers.kernel.Pools;
import cnn.layers.kernel.Taps;
import org.jspecify.annotations.Nullable;

/**
 * The mean of the numbers under a window, for each channel: y[i, j, c] = the sum over (k, l) of
 * x[i·stride + k·dilation − top, j·stride + l·dilation − left, c], divided by the number of pixels summed.
 *
 * <p>(H, W, C) → (H', W', C), with H' = ⌊(H + top + bottom − (height − 1)·dilation − 1) / stride⌋ + 1. Rejects a window
 * that is larger than the padded image, and padding that leaves a window without a pixel.
 *
 * @param size rows and columns of the window
 * @param stride pixels from one window to the next; null for {@code size}, so that windows do not overlap
 * @param padding what surrounds the image
 * @param dilation pixels from one element of the window to the next
 * @param roundUp whether H' and W' are rounded up, so that a last window may reach over the edge (ONNX
 *            {@code ceil_mode})
 * @param countPadding whether padding counts as pixels of value 0 (ONNX {@code count_include_pad}); what a window
 *            reaches beyond the padding, where sizes are rounded up, never counts
 */
@Id("average-pool2d")
public record AveragePool2d(Size size, @Nullable Size stride, @Default("valid") Padding padding,
        @Default("1") Size dilation, @Default("false") boolean roundUp, @Default("false") boolean countPadding)
        implements
            Layer {
    /** Square windows side by side. */
    public static AveragePool2d of(int size) {
        return of(Size.of(size));
    }

    /** Windows side by side. */
    public static AveragePool2d of(Size size) {
        return new AveragePool2d(size, null, Padding.VALID, Size.of(1), false, false);
    }

    /** With another stride along both axes. */
    public AveragePool2d stride(int pixels) {
        return stride(Size.of(pixels));
    }

    /** With another stride. */
    public AveragePool2d stride(Size pixels) {
        return new AveragePool2d(size, pixels, padding, dilation, roundUp, countPadding);
    }

    /** With other padding. */
    public AveragePool2d padding(Padding around) {
        return new AveragePool2d(size, stride, around, dilation, roundUp, countPadding);
    }

    /** With another dilation along both axes. */
    public AveragePool2d dilation(int pixels) {
        return dilation(Size.of(pixels));
    }

    /** With another dilation. */
    public AveragePool2d dilation(Size pixels) {
        return new AveragePool2d(size, stride, padding, pixels, roundUp, countPadding);
    }

    /** With the output size rounded up or down. */
    public AveragePool2d roundUp(boolean up) {
        return new AveragePool2d(size, stride, padding, dilation, up, countPadding);
    }

    /** With padding counted as pixels of value 0, or not. */
    public AveragePool2d countPadding(boolean count) {
        return new AveragePool2d(size, stride, padding, dilation, roundUp, count);
    }

    @Override
    public Bound bind(Binding in) {
        PoolWindows windows = PoolWindows.over(in, size, stride, padding, dilation, roundUp);
        Window2d over = windows.over();
        float[] rows = new float[over.outHeight()];
        for (int y = 0; y < rows.length; y++) {
            rows[y] = countPadding
                    ? counted(y * over.stride().height() - over.top(), dilation.height(), size.height(),
                            over.inHeight() + below(over))
                    : windows.endRow(y) - windows.firstRow(y);
        }
        float[] columns = new float[over.outWidth()];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = countPadding
                    ? counted(x * over.stride().width() - over.left(), dilation.width(), size.width(),
                            over.inWidth() + rightOf(over))
                    : windows.endColumn(x) - windows.firstColumn(x);
        }
        Stretches stretches = new Stretches(windows, columns);
        return Bound.of(windows.output(), new Pooling(windows, stretches, new Mean(rows, columns)));
    }

    private int below(Window2d over) {
        return padding.mode() == Padding.Mode.EXPLICIT
                ? padding.bottom()
                : padding.mode() == Padding.Mode.VALID ? 0 : over.bottom();
    }

    private int rightOf(Window2d over) {
        return padding.mode() == Padding.Mode.EXPLICIT
                ? padding.right()
                : padding.mode() == Padding.Mode.VALID ? 0 : over.right();
    }

    /** Elements of a window that lie before {@code end}. */
    private static int counted(int start, int dilation, int kernel, int end) {
        return Math.min(kernel, (end - start + dilation - 1) / dilation);
    }

    /** Divides by the counts of rows and columns; the gradient is multiplied by the inverse. */
    private record Mean(float[] rowCounts, float[] columnCounts) implements Pooling.Rule {
        @Override
        public void forward(Forward pass, Taps taps, int row, int column, int at, int outAt, int outputs) {
            pass.kernels().family(Pools.class).means(taps, pass.input(), at, rowCounts[row] * columnCounts[column],
                    pass.output(),
                    outAt, outputs);
        }

        @Override
        public void backward(Backward pass, Taps taps, int row, int column, int at, int outAt, int outputs) {
            pass.kernels().family(Pools.class).spreadMeans(taps, pass.outputGradient(), outAt,
                    1 / (rowCounts[row] * columnCounts[column]), pass.inputGradient(), at, outputs);
        }
    }
}
