package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.convolution.Convolution;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.init.Constant;
import cnn.layers.init.HeNormal;
import cnn.layers.text.Count;

/**
 * Convolution of a signal, or of whatever else has one axis beside its channels: each filter's weighted sum over a window
 * around every position, plus a bias. It is {@link Conv2d} on an image of one row, in the same ways.
 *
 * <p>Formula: {@code y[i, f] = bias[f] + Σ_(u, c) w[u, c, f] · x[i·stride + u·dilation − before, c]}, with 0 outside the
 * signal.
 *
 * <p>Shapes: (L, C) to (L', filters); {@code weights} (kernel, C / groups, filters), {@code bias} (filters). An image is
 * brought to two axes by {@code reshape}.
 *
 * @param filters number of feature maps that come out
 * @param kernel positions of the window, 1 or more
 * @param stride positions from one window to the next, 1 or more
 * @param padding what surrounds the signal: of explicit padding {@code left} before it and {@code right} behind it
 * @param dilation positions from one element of the window to the next, 1 or more
 * @param groups parts that do not see each other; as many as channels for a depthwise convolution
 * @param bias whether a number is added per filter
 * @param init how the weights start; the bias starts at 0
 */
@Id("conv1d")
public record Conv1d(int filters, int kernel, @Default("1") int stride, @Default("valid") Padding padding,
        @Default("1") int dilation, @Default("1") int groups, @Default("true") boolean bias,
        @Default("he-normal") Init init) implements Layer {

    public Conv1d {
        if (filters < 1 || kernel < 1 || stride < 1 || dilation < 1) {
            throw new IllegalArgumentException("Conv1d was given " + Count.of(filters, "filter") + ", kernel " + kernel
                    + ", stride "
                    + stride + " and dilation " + dilation + ", each of which must be 1 or more. Give for example 32 "
                    + "filters and kernel 3.");
        }
        if (groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException("Conv1d cannot share " + Count.of(filters, "filter") + " among " + groups
                    + " groups. Use a number of groups that divides the filters.");
        }
        boolean everySide = padding.top() == padding.left() && padding.bottom() == padding.right();
        if (!everySide && (padding.top() | padding.bottom()) != 0) {
            throw new IllegalArgumentException(
                    "Conv1d was given padding " + padding + " (top, left, bottom, right), but a "
                            + "signal has no rows above and below. Give 0 for top and bottom, as in 0,2,0,1.");
        }
    }

    /** Filters with a kernel, stride 1, no padding, a bias. */
    public static Conv1d of(int filters, int kernel) {
        return new Conv1d(filters, kernel, 1, Padding.VALID, 1, 1, true, new HeNormal());
    }

    /** This with another stride. */
    public Conv1d stride(int positions) {
        return new Conv1d(filters, kernel, positions, padding, dilation, groups, bias, init);
    }

    /** This with other padding. */
    public Conv1d padding(Padding around) {
        return new Conv1d(filters, kernel, stride, around, dilation, groups, bias, init);
    }

    /** This with another dilation. */
    public Conv1d dilation(int positions) {
        return new Conv1d(filters, kernel, stride, padding, positions, groups, bias, init);
    }

    /** This in another number of groups. */
    public Conv1d groups(int parts) {
        return new Conv1d(filters, kernel, stride, padding, dilation, parts, bias, init);
    }

    /** This with or without a bias. */
    public Conv1d bias(boolean wanted) {
        return new Conv1d(filters, kernel, stride, padding, dilation, groups, wanted, init);
    }

    /** This with another start of its weights. */
    public Conv1d init(Init start) {
        return new Conv1d(filters, kernel, stride, padding, dilation, groups, bias, start);
    }

    @Override
    public Bound bind(Binding in) {
        Shape signal = in.input();
        if (signal.rank() != 2) {
            throw in.reject("it takes a signal (length, channels), but an input of " + signal.rank()
                    + " axes was given", "Bring it to two axes with a reshape layer, or use conv2d");
        }
        int channels = signal.channels();
        if (channels % groups != 0) {
            throw in.reject(Count.of(channels, "channel") + " cannot be cut into " + groups + " groups",
                    "Use a number of groups that divides both channels and filters");
        }
        WindowAxis window = WindowAxis.over(in, "long", signal.dim(0), kernel, stride, dilation, padding.mode(),
                padding.left(), padding.right(), false, new Size(1, kernel).toString());
        checkFloats(in, (long) window.before() + signal.dim(0) + window.after(), Math.max(channels, 2L * filters));
        Param weights = in.param("weights", Shape.of(kernel, channels / groups, filters), init);
        Param start = bias ? in.param("bias", Shape.vector(filters), new Constant(0)) : null;
        Axis row = new Axis(1, 1, 1, 1, 1, 0);
        Axis along = new Axis(signal.dim(0), window.positions(), kernel, stride, dilation, window.before());
        Convolution op = new Convolution(new Geometry(row, along, channels, filters, groups), in, weights, start);
        return Bound.of(Shape.of(window.positions(), filters), op, op.multiplyAdds());
    }

    /** As convolutions of images have it: what windows see, and on the way back the output's gradient spread by the stride. */
    private static void checkFloats(Binding in, long padded, long width) {
        if (padded > Window2d.MOST / width) {
            throw in.reject(
                    "padded as its kernel needs it, the signal would be " + padded + " long, more than the 2^31 - 9 "
                            + "numbers that one array can hold",
                    "Use a smaller kernel, less dilation or less padding");
        }
    }
}
