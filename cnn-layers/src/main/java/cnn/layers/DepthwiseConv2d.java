package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.layers.init.HeNormal;

/**
 * Depthwise convolution: each channel is convolved by itself, with {@code multiplier} filters of its own. It is
 * {@link Conv2d} with as many groups as there are channels, which need not be known beforehand.
 *
 * <p>Formula: {@code y[i, j, c·multiplier + m] = bias[c·multiplier + m] + Σ_(u, v) w[u, v, 0, c·multiplier + m] ·
 * x[i·stride + u·dilation − top, j·stride + v·dilation − left, c]}, with 0 outside the image.
 *
 * <p>Shapes: (H, W, C) to (H', W', C · multiplier); {@code weights} (kernel height, kernel width, 1, C · multiplier),
 * {@code bias} (C · multiplier).
 *
 * <p>Sifre, "Rigid-motion scattering for image classification", 2014, section 6.2.
 *
 * @param kernel rows and columns of the window
 * @param multiplier filters for each channel
 * @param stride pixels from one window to the next
 * @param padding what surrounds the image
 * @param dilation pixels from one element of the window to the next
 * @param bias whether a number is added per filter
 * @param init how the weights start; the bias starts at 0
 */
@Id("depthwise-conv2d")
public record DepthwiseConv2d(Size kernel, @Default("1") int multiplier, @Default("1") Size stride,
        @Default("valid") Padding padding, @Default("1") Size dilation, @Default("true") boolean bias,
        @Default("he-normal") Init init) implements Layer {

    public DepthwiseConv2d {
        if (multiplier < 1) {
            throw new IllegalArgumentException("DepthwiseConv2d needs at least 1 filter for each channel but was given "
                    + "the multiplier " + multiplier + ". Give for example 1.");
        }
    }

    /** A square kernel, one filter for each channel, stride 1, no padding, a bias. */
    public static DepthwiseConv2d of(int kernel) {
        return of(Size.of(kernel));
    }

    /** Any kernel, one filter for each channel, stride 1, no padding, a bias. */
    public static DepthwiseConv2d of(Size kernel) {
        return new DepthwiseConv2d(kernel, 1, Size.of(1), Padding.VALID, Size.of(1), true, new HeNormal());
    }

    /** This with another number of filters for each channel. */
    public DepthwiseConv2d multiplier(int filters) {
        return new DepthwiseConv2d(kernel, filters, stride, padding, dilation, bias, init);
    }

    /** This with the same stride both ways. */
    public DepthwiseConv2d stride(int pixels) {
        return stride(Size.of(pixels));
    }

    /** This with another stride. */
    public DepthwiseConv2d stride(Size pixels) {
        return new DepthwiseConv2d(kernel, multiplier, pixels, padding, dilation, bias, init);
    }

    /** This with other padding. */
    public DepthwiseConv2d padding(Padding around) {
        return new DepthwiseConv2d(kernel, multiplier, stride, around, dilation, bias, init);
    }

    /** This with another dilation. */
    public DepthwiseConv2d dilation(Size pixels) {
        return new DepthwiseConv2d(kernel, multiplier, stride, padding, pixels, bias, init);
    }

    /** This with or without a bias. */
    public DepthwiseConv2d bias(boolean wanted) {
        return new DepthwiseConv2d(kernel, multiplier, stride, padding, dilation, wanted, init);
    }

    /** This with another start of its weights. */
    public DepthwiseConv2d init(Init start) {
        return new DepthwiseConv2d(kernel, multiplier, stride, padding, dilation, bias, start);
    }

    @Override
    public Bound bind(Binding in) {
        int channels = in.image().channels();
        return new Conv2d(Math.multiplyExact(channels, multiplier), kernel, stride, padding, dilation, channels, bias,
                init).bind(in);
    }
}
