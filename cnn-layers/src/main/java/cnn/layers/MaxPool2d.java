package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import java.util.Arrays;
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
        return Bound.of(windows.output(), new Maximum(windows));
    }

    private static final class Maximum implements Op {
        private final PoolWindows windows;
        private final int channels;
        private final int outHeight;
        private final int outWidth;
        private final ForwardTask forwardRows = this::forwardRows;
        private final BackwardTask backwardExamples = this::backwardExamples;

        Maximum(PoolWindows windows) {
            this.windows = windows;
            this.channels = windows.channels();
            this.outHeight = windows.over().outHeight();
            this.outWidth = windows.over().outWidth();
        }

        @Override
        public void forward(Forward pass) {
            int perTask = windows.rowsPerTask();
            int rows = pass.batch() * outHeight;
            pass.run((rows + perTask - 1) / perTask, pass.batch() * windows.work(), forwardRows);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                int perTask = windows.examplesPerTask();
                pass.run((pass.batch() + perTask - 1) / perTask, 2 * pass.batch() * windows.work(), backwardExamples);
            }
        }

        private void forwardRows(Forward pass, int task) {
            int perTask = windows.rowsPerTask();
            int end = Math.min(pass.batch() * outHeight, (task + 1) * perTask);
            for (int row = task * perTask; row < end; row++) {
                forwardRow(pass.input(), row / outHeight * windows.inputSize(), row % outHeight, pass.output(),
                        row * windows.rowSize());
            }
        }

        private void forwardRow(float[] x, int xAt, int row, float[] y, int yAt) {
            int top = windows.firstRow(row);
            int bottom = windows.endRow(row);
            for (int column = 0; column < outWidth; column++) {
                int out = yAt + column * channels;
                int left = windows.firstColumn(column);
                int right = windows.endColumn(column);
                System.arraycopy(x, xAt + windows.input(row, top, column, left), y, out, channels);
                for (int k = top; k < bottom; k++) {
                    for (int l = k == top ? left + 1 : left; l < right; l++) {
                        int in = xAt + windows.input(row, k, column, l);
                        for (int c = 0; c < channels; c++) {
                            y[out + c] = Math.max(y[out + c], x[in + c]);
                        }
                    }
                }
            }
        }

        private void backwardExamples(Backward pass, int task) {
            int perTask = windows.examplesPerTask();
            int end = Math.min(pass.batch(), (task + 1) * perTask);
            float[] dx = pass.inputGradient();
            int size = windows.inputSize();
            Arrays.fill(dx, task * perTask * size, end * size, 0);
            for (int row = task * perTask * outHeight; row < end * outHeight; row++) {
                for (int column = 0; column < outWidth; column++) {
                    backwardWindow(pass, dx, row, column);
                }
            }
        }

        private void backwardWindow(Backward pass, float[] dx, int row, int column) {
            float[] x = pass.input();
            float[] y = pass.output();
            float[] dy = pass.outputGradient();
            int inRow = row % outHeight;
            int xAt = row / outHeight * windows.inputSize();
            int top = windows.firstRow(inRow);
            int bottom = windows.endRow(inRow);
            int left = windows.firstColumn(column);
            int right = windows.endColumn(column);
            int out = (row * outWidth + column) * channels;
            int first = xAt + windows.input(inRow, top, column, left);
            int down = windows.input(0, 1, 0, 0) - windows.input(0, 0, 0, 0);
            int across = windows.input(0, 0, 0, 1) - windows.input(0, 0, 0, 0);
            for (int c = 0; c < channels; c++) {
                dx[first(x, first + c, down, bottom - top, across, right - left, y[out + c])] += dy[out + c];
            }
        }

        /** Where the first number lies that is not below the maximum. With NaN nothing is below: the first one. */
        private static int first(float[] x, int at, int down, int rows, int across, int columns, float maximum) {
            for (int k = 0, start = at; k < rows; k++, start += down) {
                for (int l = 0, i = start; l < columns; l++, i += across) {
                    if (!(x[i] < maximum)) {
                        return i;
                    }
                }
            }
            throw new AssertionError("The output is not the maximum of its window: " + maximum);
        }
    }
}
