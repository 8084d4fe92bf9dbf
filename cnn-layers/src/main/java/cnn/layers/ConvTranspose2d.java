package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.convolution.TransposedConvolution;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.init.Constant;
import cnn.layers.init.HeNormal;
import cnn.layers.text.Count;

/**
 * Transposed convolution: every pixel spreads its kernel's multiples over a window of the output, where they are added;
 * with a stride the image grows. It is to {@link Conv2d} what the gradient of that layer's input is.
 *
 * <p>Formula: {@code y[i·stride + u·dilation − top, j·stride + v·dilation − left, f] += w[u, v, f, c] · x[i, j, c]} for all
 * (i, j), (u, v) and c, plus {@code bias[f]}. In a grouped one channels and filters are cut into {@code groups} equal
 * parts, and a channel spreads to the filters of its own part.
 *
 * <p>Shapes: (H, W, C) to (H', W', filters), with
 * {@code H' = (H − 1)·stride + (kernel − 1)·dilation + 1 − top − bottom + outputPadding}, or {@code H·stride} with padding
 * SAME; {@code weights} (kernel height, kernel width, filters / groups, C), {@code bias} (filters). Padding takes away from
 * the output. Rejects padding of as many pixels as the kernel reaches over, or
 * more, and a stride of more than 16 times as many.
 *
 * <p>Zeiler, Krishnan, Taylor and Fergus, "Deconvolutional networks", CVPR 2010; ONNX's ConvTranspose.
 *
 * @param filters number of feature maps that come out
 * @param kernel rows and columns of the window
 * @param stride output pixels from one window to the next
 * @param padding what is cut off around the output
 * @param outputPadding rows and columns added at the bottom and at the right, fewer than the stride or the dilation
 * @param dilation pixels from one element of the window to the next
 * @param groups parts that do not see each other
 * @param bias whether a number is added per filter
 * @param init how the weights start; the bias starts at 0
 */
@Id("conv-transpose2d")
public record ConvTranspose2d(int filters, Size kernel, @Default("1") Size stride, @Default("valid") Padding padding,
        @Default("0") int outputPadding, @Default("1") Size dilation, @Default("1") int groups,
        @Default("true") boolean bias, @Default("he-normal") Init init) implements Layer {
    /** Output pixels for each that the kernel reaches, along an axis, at most: nobody wants more, and laying them out takes time. */
    private static final long SPARSEST = 16;

    public ConvTranspose2d {
        if (filters < 1) {
            throw new IllegalArgumentException(
                    "ConvTranspose2d needs at least 1 filter but was given " + filters + ".");
        }
        if (groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException(
                    "ConvTranspose2d cannot share " + Count.of(filters, "filter") + " among " + groups
                            + " groups. Use a number of groups that divides the filters.");
        }
        int most = Math.min(Math.max(stride.height(), dilation.height()), Math.max(stride.width(), dilation.width()));
        boolean same = padding.mode() == Padding.Mode.SAME || padding.mode() == Padding.Mode.SAME_LOWER;
        if (outputPadding < 0 || outputPadding >= most || outputPadding > 0 && same) {
            throw new IllegalArgumentException("ConvTranspose2d was given an output padding of " + outputPadding
                    + (same
                            ? " and padding " + padding + ", which finds its own size. Use 0."
                            : " but it must be 0 or more and below " + most + ", the stride or the dilation. Use 0."));
        }
    }

    /** Filters with a square kernel, stride 1, no padding, a bias. */
    public static ConvTranspose2d of(int filters, int kernel) {
        return of(filters, Size.of(kernel));
    }

    /** Filters with any kernel, stride 1, no padding, a bias. */
    public static ConvTranspose2d of(int filters, Size kernel) {
        return new ConvTranspose2d(filters, kernel, Size.of(1), Padding.VALID, 0, Size.of(1), 1, true, new HeNormal());
    }

    /** This with the same stride both ways. */
    public ConvTranspose2d stride(int pixels) {
        return stride(Size.of(pixels));
    }

    /** This with another stride. */
    public ConvTranspose2d stride(Size pixels) {
        return new ConvTranspose2d(filters, kernel, pixels, padding, outputPadding, dilation, groups, bias, init);
    }

    /** This with other padding. */
    public ConvTranspose2d padding(Padding around) {
        return new ConvTranspose2d(filters, kernel, stride, around, outputPadding, dilation, groups, bias, init);
    }

    /** This with so many rows and columns more at the bottom and at the right. */
    public ConvTranspose2d outputPadding(int pixels) {
        return new ConvTranspose2d(filters, kernel, stride, padding, pixels, dilation, groups, bias, init);
    }

    /** This with the same dilation both ways. */
    public ConvTranspose2d dilation(int pixels) {
        return dilation(Size.of(pixels));
    }

    /** This with another dilation. */
    public ConvTranspose2d dilation(Size pixels) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, pixels, groups, bias, init);
    }

    /** This in another number of groups. */
    public ConvTranspose2d groups(int parts) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, dilation, parts, bias, init);
    }

    /** This with or without a bias. */
    public ConvTranspose2d bias(boolean wanted) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, dilation, groups, wanted, init);
    }

    /** This with another start of its weights. */
    public ConvTranspose2d init(Init start) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, dilation, groups, bias, start);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        int channels = image.channels();
        if (channels % groups != 0) {
            throw in.reject(Count.of(channels, "channel") + " cannot be cut into " + groups + " groups",
                    "Use a number of groups that divides both channels and filters");
        }
        Axis rows = axis(in, image.height(), kernel.height(), stride.height(), dilation.height(), padding.top(),
                padding.bottom());
        Axis columns = axis(in, image.width(), kernel.width(), stride.width(), dilation.width(), padding.left(),
                padding.right());
        // the windows that go back may reach over the output's edge by as much as the kernel
        long reached = ((long) rows.in() + rows.reach()) * ((long) columns.in() + columns.reach());
        if (reached > Window2d.MOST / 2 / filters) {
            throw in.reject("its output would be " + rows.in() + "×" + columns.in() + " with "
                    + Count.of(filters, "filter")
                    + ", more than the numbers that one array can hold with all that the kernel reaches",
                    "Use a smaller kernel, stride or dilation");
        }
        Param weights = in.param("weights", Shape.of(kernel.height(), kernel.width(), filters / groups, channels),
                init);
        Param start = bias ? in.param("bias", Shape.vector(filters), new Constant(0)) : null;
        TransposedConvolution op = new TransposedConvolution(new Geometry(rows, columns, filters, channels, groups), in,
                weights, start);
        return Bound.of(Shape.image(rows.in(), columns.in(), filters), op, op.multiplyAdds());
    }

    /** The axis of the convolution that goes the other way: its input is this layer's output. */
    private Axis axis(Binding in, int length, int size, int givenStride, int givenDilation, int cutBefore,
            int cutAfter) {
        long reach = (size - 1L) * givenDilation + 1;
        if (Math.max(cutBefore, cutAfter) >= reach) {
            throw in.reject(
                    "padding " + padding + " cuts off as much as the " + kernel + " kernel reaches over, or more",
                    "Use padding of at most " + (reach - 1));
        }
        if (length > 1 && givenStride > SPARSEST * reach) {
            throw in.reject("a stride of " + givenStride + " is more than " + SPARSEST + " times what the " + kernel
                    + " kernel reaches over, and nearly all of the output would be the bias",
                    "Use a stride of at most " + SPARSEST * reach);
        }
        long full = (length - 1L) * givenStride + reach;
        long before = cutBefore;
        long out = full + outputPadding - cutBefore - cutAfter;
        if (padding.mode() == Padding.Mode.SAME || padding.mode() == Padding.Mode.SAME_LOWER) {
            out = (long) length * givenStride;
            long cut = Math.max(0, full - out);
            before = padding.mode() == Padding.Mode.SAME ? cut / 2 : cut - cut / 2;
        }
        if (out < 1 || out + reach > Window2d.MOST) {
            throw in.reject("with padding " + padding + " its output would be " + out + " pixels along an axis, of a "
                    + "kernel that reaches over " + reach,
                    out < 1
                            ? "Use less padding"
                            : "Use a smaller kernel, stride or dilation");
        }
        // where there is one window, a stride would only spread what has no neighbour
        return new Axis((int) out, length, size, length == 1 ? 1 : givenStride, size == 1 ? 1 : givenDilation,
                (int) before);
    }
}
