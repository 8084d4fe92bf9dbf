package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.convolution.DeformableConvolution;
import cnn.layers.init.Constant;
import cnn.layers.init.HeNormal;
import cnn.layers.text.Count;
import java.util.List;

/**
 * Deformable convolution: as {@link Conv2d}, but each element of each window is moved by an amount that another input says, and
 * may be weighed by a third. Usually convolutions of the same image give both.
 *
 * <p>Formula: {@code y[i, j, f] = bias[f] + Σ_(u, v, c) w[u, v, c, f] · m · x(i·stride + u·dilation − top + down,
 * j·stride + v·dilation − left + right, c)}, where x between pixels is mixed of the four around, and 0 outside the image.
 * Channels are cut into {@code offsetGroups} equal parts, each with amounts and weights m of its own.
 *
 * <p>Shapes: (H, W, C), offsets (H', W', 2 · kernel rows · kernel columns · offsetGroups), which are pairs of down and right
 * for each part, row by row of the kernel, in pixels, and masks (H', W', kernel rows · kernel columns · offsetGroups), which may be
 * left out, to (H', W', filters); {@code weights} (kernel height, kernel width, C / groups, filters), {@code bias} (filters).
 * The gradient goes to all of them. Rejects inputs of other shapes.
 *
 * <p>ONNX's DeformConv, torchvision's deform_conv2d: Dai and others, "Deformable convolutional networks", ICCV 2017, section 2.1; masks:
 * Zhu, Hu, Lin and Dai, "Deformable ConvNets v2: more deformable, better results", CVPR 2019, section 3.2.
 *
 * @param filters number of feature maps that come out
 * @param kernel rows and columns of the window
 * @param stride pixels from one window to the next
 * @param padding what surrounds the image
 * @param dilation pixels from one element of the window to the next
 * @param groups parts of channels and filters that do not see each other
 * @param offsetGroups parts of the channels that are moved together
 * @param bias whether a number is added per filter
 * @param init how the weights start; the bias starts at 0
 */
@Id("deform-conv2d")
public record DeformConv2d(int filters, Size kernel, @Default("1") Size stride, @Default("valid") Padding padding,
        @Default("1") Size dilation, @Default("1") int groups, @Default("1") int offsetGroups,
        @Default("true") boolean bias, @Default("he-normal") Init init) implements Layer {

    public DeformConv2d {
        if (filters < 1) {
            throw new IllegalArgumentException("DeformConv2d needs at least 1 filter but was given " + filters + ".");
        }
        if (groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException(
                    "DeformConv2d cannot share " + Count.of(filters, "filter") + " among " + groups
                            + " groups. Use a number of groups that divides the filters.");
        }
        if (offsetGroups < 1) {
            throw new IllegalArgumentException("DeformConv2d needs at least 1 offset group but was given "
                    + offsetGroups + ".");
        }
    }

    /** Filters with a square kernel, stride 1, no padding, a bias. */
    public static DeformConv2d of(int filters, int kernel) {
        return of(filters, Size.of(kernel));
    }

    /** Filters with any kernel, stride 1, no padding, a bias. */
    public static DeformConv2d of(int filters, Size kernel) {
        return new DeformConv2d(filters, kernel, Size.of(1), Padding.VALID, Size.of(1), 1, 1, true, new HeNormal());
    }

    /** This with the same stride both ways. */
    public DeformConv2d stride(int pixels) {
        return stride(Size.of(pixels));
    }

    /** This with another stride. */
    public DeformConv2d stride(Size pixels) {
        return new DeformConv2d(filters, kernel, pixels, padding, dilation, groups, offsetGroups, bias, init);
    }

    /** This with other padding. */
    public DeformConv2d padding(Padding around) {
        return new DeformConv2d(filters, kernel, stride, around, dilation, groups, offsetGroups, bias, init);
    }

    /** This with the same dilation both ways. */
    public DeformConv2d dilation(int pixels) {
        return dilation(Size.of(pixels));
    }

    /** This with another dilation. */
    public DeformConv2d dilation(Size pixels) {
        return new DeformConv2d(filters, kernel, stride, padding, pixels, groups, offsetGroups, bias, init);
    }

    /** This in another number of groups. */
    public DeformConv2d groups(int parts) {
        return new DeformConv2d(filters, kernel, stride, padding, dilation, parts, offsetGroups, bias, init);
    }

    /** This with another number of parts that are moved together. */
    public DeformConv2d offsetGroups(int parts) {
        return new DeformConv2d(filters, kernel, stride, padding, dilation, groups, parts, bias, init);
    }

    /** This with or without a bias. */
    public DeformConv2d bias(boolean wanted) {
        return new DeformConv2d(filters, kernel, stride, padding, dilation, groups, offsetGroups, wanted, init);
    }

    /** This with another start of its weights. */
    public DeformConv2d init(Init start) {
        return new DeformConv2d(filters, kernel, stride, padding, dilation, groups, offsetGroups, bias, start);
    }

    @Override
    public Bound bind(Binding in) {
        List<Shape> inputs = in.inputs();
        if (inputs.size() != 2 && inputs.size() != 3) {
            throw in.reject(
                    "it takes an image, offsets and perhaps masks but was given " + Count.of(inputs.size(), "input"),
                    "Name them under the key from, beside the layer: from: [image, offsets]");
        }
        Shape image = inputs.getFirst();
        if (!image.isImage()) {
            throw in.reject("it takes an image (height, width, channels) first", "Put it before the flatten layer");
        }
        int channels = image.channels();
        if (channels % groups != 0 || channels % offsetGroups != 0) {
            throw in.reject(Count.of(channels, "channel") + " cannot be cut into " + groups + " groups and "
                    + offsetGroups + " offset groups", "Use numbers of groups that divide the channels");
        }
        Window2d window = Window2d.over(in, image, kernel, stride, dilation, padding, false);
        int elements = Math.multiplyExact(kernel.area(), offsetGroups);
        requireShape(in, 1, "offsets", window, Math.multiplyExact(2, elements));
        if (inputs.size() == 3) {
            requireShape(in, 2, "masks", window, elements);
        }
        Param weights = in.param("weights",
                Shape.of(kernel.height(), kernel.width(), channels / groups, filters), init);
        Param start = bias ? in.param("bias", Shape.vector(filters), new Constant(0)) : null;
        Shape output = Shape.image(window.outHeight(), window.outWidth(), filters);
        DeformableConvolution op = new DeformableConvolution(window.geometry(channels, filters, groups), offsetGroups,
                inputs.size() == 3, in, weights,
                start);
        return Bound.of(output, op, op.multiplyAdds());
    }

    private static void requireShape(Binding in, int index, String what, Window2d window, int channels) {
        Shape needed = Shape.image(window.outHeight(), window.outWidth(), channels);
        if (!in.inputs().get(index).equals(needed)) {
            throw in.reject("it cannot take " + what + " of " + in.inputs().get(index) + " for windows that need "
                    + needed,
                    "Give the convolution of the " + what + " the same kernel, stride and padding, and "
                            + channels + " filters");
        }
    }
}
