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
import cnn.layers.init.Constant;
import cnn.layers.init.HeNormal;
import cnn.layers.text.Count;

/**
 * Convolution: each filter's weighted sum over a window around every position of an image, plus a bias.
 *
 * <p>Formula: {@code y[i, j, f] = bias[f] + Σ_(u, v, c) w[u, v, c, f] · x[i·stride + u·dilation − top,
 * j·stride + v·dilation − left, c]}, with 0 outside the image. In a grouped convolution channels and filters are cut
 * into {@code groups} equal parts, and a filter sees only the channels of its own part. As everywhere in this field, the
 * kernel is not turned: mathematically this is a cross-correlation.
 *
 * <p>Shapes: (H, W, C) to (H', W', filters); {@code weights} (kernel height, kernel width, C / groups, filters),
 * {@code bias} (filters).
 *
 * @param filters number of feature maps that come out
 * @param kernel rows and columns of the window
 * @param stride pixels from one window to the next
 * @param padding what surrounds the image
 * @param dilation pixels from one element of the window to the next
 * @param groups parts that do not see each other; as many as channels for a depthwise convolution
 * @param bias whether a number is added per filter
 * @param init how the weights start; the bias starts at 0
 */
@Id("conv2d")
public record Conv2d(int filters, Size kernel, @Default("1") Size stride, @Default("valid") Padding padding,
        @Default("1") Size dilation, @Default("1") int groups, @Default("true") boolean bias,
        @Default("he-normal") Init init) implements Layer {

    public Conv2d {
        if (filters < 1) {
            throw new IllegalArgumentException("Conv2d needs at least 1 filter but was given " + filters + ".");
        }
        if (groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException(
                    "Conv2d cannot share " + Count.of(filters, "filter") + " among " + groups
                            + " groups. Use a number of groups that divides the filters.");
        }
    }

    /** Filters with a square kernel, stride 1, no padding, a bias. */
    public static Conv2d of(int filters, int kernel) {
        return of(filters, Size.of(kernel));
    }

    /** Filters with any kernel, stride 1, no padding, a bias. */
    public static Conv2d of(int filters, Size kernel) {
        return new Conv2d(filters, kernel, Size.of(1), Padding.VALID, Size.of(1), 1, true, new HeNormal());
    }

    /** This with the same stride both ways. */
    public Conv2d stride(int pixels) {
        return stride(Size.of(pixels));
    }

    /** This with another stride. */
    public Conv2d stride(Size pixels) {
        return new Conv2d(filters, kernel, pixels, padding, dilation, groups, bias, init);
    }

    /** This with other padding. */
    public Conv2d padding(Padding around) {
        return new Conv2d(filters, kernel, stride, around, dilation, groups, bias, init);
    }

    /** This with the same dilation both ways. */
    public Conv2d dilation(int pixels) {
        return dilation(Size.of(pixels));
    }

    /** This with another dilation. */
    public Conv2d dilation(Size pixels) {
        return new Conv2d(filters, kernel, stride, padding, pixels, groups, bias, init);
    }

    /** This in another number of groups. */
    public Conv2d groups(int parts) {
        return new Conv2d(filters, kernel, stride, padding, dilation, parts, bias, init);
    }

    /** This with or without a bias. */
    public Conv2d bias(boolean wanted) {
        return new Conv2d(filters, kernel, stride, padding, dilation, groups, wanted, init);
    }

    /** This with another start of its weights. */
    public Conv2d init(Init start) {
        return new Conv2d(filters, kernel, stride, padding, dilation, groups, bias, start);
    }

    @Override
    public Bound bind(Binding in) {
        int channels = in.image().channels();
        if (channels % groups != 0) {
            throw in.reject(
                    Count.of(channels, "channel") + " cannot be cut into " + groups + " groups",
                    "Use a number of groups that divides both channels and filters");
        }
        Window2d window = Window2d.over(in, kernel, stride, dilation, padding, false);
        Shape output = Shape.image(window.outHeight(), window.outWidth(), filters);
        // the way back: windows over the output's gradient, its pixels spread by the stride
        window.checkFloats(in, 2L * window.paddedHeight(), 2L * window.paddedWidth(), filters, "output's gradient");
        Param weights = in.param("weights",
                Shape.of(kernel.height(), kernel.width(), channels / groups, filters), init);
        Param start = bias ? in.param("bias", Shape.vector(filters), new Constant(0)) : null;
        Convolution op = new Convolution(window.geometry(channels, filters, groups), in, weights, start);
        return Bound.of(output, op, op.multiplyAdds());
    }
}
