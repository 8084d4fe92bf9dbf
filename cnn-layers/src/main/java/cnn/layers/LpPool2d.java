package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.layers.kernel.Taps;
import org.jspecify.annotations.Nullable;

/**
 * The length of the numbers under a window in the p-norm, for each channel:
 * y[i, j, c] = (Σ over (k, l) of |x[i·stride + k·dilation − top, j·stride + l·dilation − left, c]|ᵖ)^(1/p). With p = 1 it is
 * the sum of magnitudes, and the larger p is, the nearer it comes to the greatest of them. Padding counts as 0. The gradient
 * is 0 where all numbers of a window are.
 *
 * <p>(H, W, C) → (H', W', C), with H' = ⌊(H + top + bottom − (height − 1)·dilation − 1) / stride⌋ + 1. Rejects a window
 * that is larger than the padded image, and padding that leaves a window without a pixel.
 *
 * <p>Sermanet, Chintala and LeCun, "Convolutional neural networks applied to house numbers digit classification", ICPR
 * 2012; ONNX's LpPool.
 *
 * @param size rows and columns of the window
 * @param p which norm, from 1 to 32
 * @param stride pixels from one window to the next; null for {@code size}, so that windows do not overlap
 * @param padding what surrounds the image
 * @param dilation pixels from one element of the window to the next
 * @param roundUp whether H' and W' are rounded up, so that a last window may reach over the edge (ONNX
 *            {@code ceil_mode})
 */
@Id("lp-pool2d")
public record LpPool2d(Size size, @Default("2") int p, @Nullable Size stride, @Default("valid") Padding padding,
        @Default("1") Size dilation, @Default("false") boolean roundUp) implements Layer {
    private static final int LARGEST = 32;

    public LpPool2d {
        if (p < 1 || p > LARGEST) {
            throw new IllegalArgumentException("LpPool2d p is " + p + " but must be from 1 to " + LARGEST
                    + "; beyond that max-pool2d does. Give for example 2.");
        }
    }

    /** Square windows side by side, p = 2. */
    public static LpPool2d of(int size) {
        return of(Size.of(size));
    }

    /** Windows side by side, p = 2. */
    public static LpPool2d of(Size size) {
        return new LpPool2d(size, 2, null, Padding.VALID, Size.of(1), false);
    }

    /** In another norm. */
    public LpPool2d p(int norm) {
        return new LpPool2d(size, norm, stride, padding, dilation, roundUp);
    }

    /** With another stride along both axes. */
    public LpPool2d stride(int pixels) {
        return stride(Size.of(pixels));
    }

    /** With another stride. */
    public LpPool2d stride(Size pixels) {
        return new LpPool2d(size, p, pixels, padding, dilation, roundUp);
    }

    /** With other padding. */
    public LpPool2d padding(Padding around) {
        return new LpPool2d(size, p, stride, around, dilation, roundUp);
    }

    /** With another dilation along both axes. */
    public LpPool2d dilation(int pixels) {
        return dilation(Size.of(pixels));
    }

    /** With another dilation. */
    public LpPool2d dilation(Size pixels) {
        return new LpPool2d(size, p, stride, padding, pixels, roundUp);
    }

    /** With the output size rounded up or down. */
    public LpPool2d roundUp(boolean up) {
        return new LpPool2d(size, p, stride, padding, dilation, up);
    }

    @Override
    public Bound bind(Binding in) {
        PoolWindows windows = PoolWindows.over(in, size, stride, padding, dilation, roundUp);
        Stretches stretches = new Stretches(windows, new float[windows.over().outWidth()]);
        return Bound.of(windows.output(), new Pooling(windows, stretches, new Norm(p)));
    }

    /**
     * Powers are taken in double, where 32 of them fit; roots beyond the second are {@link StrictMath}'s, one for each output.
     *
     * @param p which norm
     */
    private record Norm(int p) implements Pooling.Rule {
        @Override
        public void forward(Forward pass, Taps taps, int row, int column, int at, int outAt, int outputs) {
            float[] x = pass.input();
            float[] y = pass.output();
            for (int window = 0; window < outputs; window++) {
                int first = at + window * taps.step();
                for (int c = 0; c < taps.channels(); c++) {
                    y[outAt + window * taps.channels() + c] = (float) root(sum(taps, x, first + c));
                }
            }
        }

        private double sum(Taps taps, float[] x, int first) {
            double sum = 0;
            for (int k = 0; k < taps.rows(); k++) {
                for (int l = 0; l < taps.columns(); l++) {
                    sum += power(Math.abs(x[first + k * taps.down() + l * taps.across()]), p);
                }
            }
            return sum;
        }

        private double root(double sum) {
            return switch (p) {
                case 1 -> sum;
                case 2 -> Math.sqrt(sum);
                default -> StrictMath.exp(StrictMath.log(sum) / p); // StrictMath.pow allocates
            };
        }

        private static double power(double x, int exponent) {
            double power = 1;
            for (int i = 0; i < exponent; i++) {
                power *= x;
            }
            return power;
        }

        /** dx = dy · sign(x) · (|x| / y)^(p − 1). */
        @Override
        public void backward(Backward pass, Taps taps, int row, int column, int at, int outAt, int outputs) {
            float[] x = pass.input();
            float[] dx = pass.inputGradient();
            for (int window = 0; window < outputs; window++) {
                for (int c = 0; c < taps.channels(); c++) {
                    int out = outAt + window * taps.channels() + c;
                    float y = pass.output()[out];
                    float dy = pass.outputGradient()[out];
                    for (int k = 0; k < taps.rows(); k++) {
                        for (int l = 0; l < taps.columns(); l++) {
                            int i = at + window * taps.step() + c + k * taps.down() + l * taps.across();
                            float share = y == 0
                                    ? 0
                                    : dy * Math.signum(x[i]) * (float) power(Math.abs(x[i]) / (double) y, p - 1);
                            dx[i] = taps.apart() ? share : dx[i] + share;
                        }
                    }
                }
            }
        }
    }
}
