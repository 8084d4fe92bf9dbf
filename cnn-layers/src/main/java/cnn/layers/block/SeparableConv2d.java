package cnn.layers.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Conv2d;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Padding;
import cnn.layers.Size;

/**
 * Depthwise separable convolution: each channel by itself, then all channels of a pixel together, with nothing between. It
 * has kernel · C + C · filters weights where a convolution has kernel · C · filters. (H, W, C) → (H', W', filters). Its
 * layers are {@code depthwise}, without a bias, and {@code pointwise}.
 *
 * <p>Chollet, "Xception: deep learning with depthwise separable convolutions", CVPR 2017.
 *
 * @param filters number of feature maps that come out
 * @param kernel rows and columns of the window
 * @param multiplier filters for each channel between the two
 * @param stride pixels from one window to the next
 * @param padding what surrounds the image
 * @param dilation pixels from one element of the window to the next
 * @param bias whether a number is added per filter
 */
@Id("separable-conv2d")
public record SeparableConv2d(int filters, Size kernel, @Default("1") int multiplier, @Default("1") Size stride,
        @Default("valid") Padding padding, @Default("1") Size dilation, @Default("true") boolean bias)
        implements
            Block {
    public SeparableConv2d {
        if (filters < 1 || multiplier < 1) {
            throw new IllegalArgumentException("SeparableConv2d needs at least 1 filter and a multiplier of at least 1 "
                    + "but was given " + filters + " and " + multiplier + ". Give for example 32 and 1.");
        }
    }

    /** Filters with a square kernel, stride 1, no padding, a bias. */
    public static SeparableConv2d of(int filters, int kernel) {
        return new SeparableConv2d(filters, Size.of(kernel), 1, Size.of(1), Padding.VALID, Size.of(1), true);
    }

    /** This with another number of filters for each channel between the two. */
    public SeparableConv2d multiplier(int filtersForEach) {
        return new SeparableConv2d(filters, kernel, filtersForEach, stride, padding, dilation, bias);
    }

    /** This with the same stride both ways. */
    public SeparableConv2d stride(int pixels) {
        return new SeparableConv2d(filters, kernel, multiplier, Size.of(pixels), padding, dilation, bias);
    }

    /** This with other padding. */
    public SeparableConv2d padding(Padding around) {
        return new SeparableConv2d(filters, kernel, multiplier, stride, around, dilation, bias);
    }

    /** This with another dilation. */
    public SeparableConv2d dilation(Size pixels) {
        return new SeparableConv2d(filters, kernel, multiplier, stride, padding, pixels, bias);
    }

    /** This with or without a bias. */
    public SeparableConv2d bias(boolean wanted) {
        return new SeparableConv2d(filters, kernel, multiplier, stride, padding, dilation, wanted);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("depthwise", DepthwiseConv2d.of(kernel).multiplier(multiplier).stride(stride).padding(padding)
                .dilation(dilation).bias(false));
        return in.add("pointwise", Conv2d.of(filters, 1).bias(bias));
    }
}
