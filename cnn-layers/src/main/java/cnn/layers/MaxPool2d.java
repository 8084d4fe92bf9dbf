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
 * The highest number under a window, for each channel: y[i, j, c] = max over (k, l) of
 * x[i·stride + k·dilation − top, j·stride + l·dilation − left, c]. Padding is never the maximum. The gradient goes to
 * the first maximum, row by row. A window with NaN in it gives NaN, and its gradient goes to the window's first pixel.
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
 */
@Id("max-pool2d")
public record MaxPool2d(Size size, @Nullable Size stride, @Default("valid") Padding padding,
        @Default("1") Size dilation, @Default("false") boolean roundUp) implements Layer {
    /** Square windows side by side. */
    public static MaxPool2d of(int size) {
        return of(Size.of(size));
    }

    /** Windows side by side. */
    public static MaxPool2d of(Size size) {
        return new MaxPool2d(size, null, Padding.VALID, Size.of(1), false);
    }

    /** With another stride along both axes. */
    public MaxPool2d stride(int pixels) {
        return stride(Size.of(pixels));
    }

    /** With another stride. */
    public MaxPool2d stride(Size pixels) {
        return new MaxPool2d(size, pixels, padding, dilation, roundUp);
    }

    /** With other padding. */
    public MaxPool2d padding(Padding around) {
        return new MaxPool2d(size, stride, around, dilation, roundUp);
    }

    /** With another dilation along both axes. */
    public MaxPool2d dilation(int pixels) {
        return dilation(Size.of(pixels));
    }

    /** With another dilation. */
    public MaxPool2d dilation(Size pixels) {
        return new MaxPool2d(size, stride, padding, pixels, roundUp);
    }

    /** With the output size rounded up or down. */
    public MaxPool2d roundUp(boolean up) {
        return new MaxPool2d(size, stride, padding, dilation, up);
    }

    @Override
    public Bound bind(Binding in) {
        PoolWindows windows = PoolWindows.over(in, size, stride, padding, dilation, roundUp);
        Stretches stretches = new Stretches(windows, new float[windows.over().outWidth()]);
        return Bound.of(windows.output(), new Pooling(windows, stretches, new Maximum()));
    }

    private record Maximum() implements Pooling.Rule {
        @Override
        public void forward(Forward pass, Taps taps, int row, int column, int at, int outAt, int outputs) {
            pass.kernels().family(Pools.class).maxima(taps, pass.input(), at, pass.output(), outAt, outputs);
        }

        @Override
        public void backward(Backward pass, Taps taps, int row, int column, int at, int outAt, int outputs) {
            pass.kernels().family(Pools.class).routeMaxima(taps, pass.input(), pass.output(), pass.outputGradient(),
                    outAt,
                    pass.inputGradient(), at, outputs);
        }
    }
}
