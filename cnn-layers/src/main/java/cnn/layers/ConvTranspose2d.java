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
import org.jspecify.annotations.Nullable;

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
 * @param outputSize rows and columns of the output, where several sizes lead back to the input's; null for what the rest makes.
 *            With it the bottom and the right are cut or filled up with the bias to that size
 * @param bias whether a number is added per filter
 * @param init how the weights start; the bias starts at 0
 */
@Id("conv-transpose2d")
public record ConvTranspose2d(int filters, Size kernel, @Default("1") Size stride, @Default("valid") Padding padding,
        @Default("0") int outputPadding, @Default("1") Size dilation, @Default("1") int groups,
        @Nullable Size outputSize, @Default("true") boolean bias, @Default("he-normal") Init init) implements Layer {
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
        if (outputPadding > 0 && outputSize != null) {
            throw new IllegalArgumentException("ConvTranspose2d was given an output padding of " + outputPadding
                    + " and the output size " + outputSize + ", which leaves nothing to add. Use one of them.");
        }
    }

    /** Filters with a square kernel, stride 1, no padding, a bias. */
    public static ConvTranspose2d of(int filters, int kernel) {
        return of(filters, Size.of(kernel));
    }

    /** Filters with any kernel, stride 1, no padding, a bias. */
    public static ConvTranspose2d of(int filters, Size kernel) {
        return new ConvTranspose2d(filters, kernel, Size.of(1), Padding.VALID, 0, Size.of(1), 1, null, true,
                new HeNormal());
    }

    /** This with the same stride both ways. */
    public ConvTranspose2d stride(int pixels) {
        return stride(Size.of(pixels));
    }

    /** This with another stride. */
    public ConvTranspose2d stride(Size pixels) {
        return new ConvTranspose2d(filters, kernel, pixels, padding, outputPadding, dilation, groups, outputSize, bias,
                init);
    }

    /** This with other padding. */
    public ConvTranspose2d padding(Padding around) {
        return new ConvTranspose2d(filters, kernel, stride, around, outputPadding, dilation, groups, outputSize, bias,
                init);
    }

    /** This with so many rows and columns more at the bottom and at the right. */
    public ConvTranspose2d outputPadding(int pixels) {
        return new ConvTranspose2d(filters, kernel, stride, padding, pixels, dilation, groups, outputSize, bias, init);
    }

    /** This with the same dilation both ways. */
    public ConvTranspose2d dilation(int pixels) {
        return dilation(Size.of(pixels));
    }

    /** This with another dilation. */
    public ConvTranspose2d dilation(Size pixels) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, pixels, groups, outputSize, bias,
                init);
    }

    /** This in another number of groups. */
    public ConvTranspose2d groups(int parts) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, dilation, parts, outputSize, bias,
                init);
    }

    /** This with an output of this size. */
    public ConvTranspose2d outputSize(Size pixels) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, dilation, groups, pixels, bias,
                init);
    }

    /** This with or without a bias. */
    public ConvTranspose2d bias(boolean wanted) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, dilation, groups, outputSize,
                wanted, init);
    }

    /** This with another start of its weights. */
    public ConvTranspose2d init(Init start) {
        return new ConvTranspose2d(filters, kernel, stride, padding, outputPadding, dilation, groups, outputSize, bias,
                start);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        int channels = image.channels();
        if (channels % groups != 0) {
            throw in.reject(Count.of(channels, "channel") + " cannot be cut into " + groups + " groups",
                    "Use a number of groups that divides both channels and filters");
        }
        Axis rows = new TransposedAxis(image.height(), kernel.height(), stride.height(), dilation.height(),
                padding.mode(),
                padding.top(), padding.bottom(), outputPadding, outputSize == null ? 0 : outputSize.height())
                .bind(in, padding.toString(), kernel.toString());
        Axis columns = new TransposedAxis(image.width(), kernel.width(), stride.width(), dilation.width(),
                padding.mode(),
                padding.left(), padding.right(), outputPadding, outputSize == null ? 0 : outputSize.width())
                .bind(in, padding.toString(), kernel.toString());
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
}
