package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Layer;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Padding;
import org.jspecify.annotations.Nullable;

/**
 * The step that most networks are made of: a convolution without bias, a normalisation, and an activation where one is
 * wanted. Padding is half the kernel, so that a stride of 1 keeps height and width. (H, W, C) → (⌈H / stride⌉, ⌈W / stride⌉,
 * filters). Its layers are {@code conv}, {@code norm}, and the activation under its id, such as {@code relu}.
 *
 * @param filters number of feature maps that come out, 1 or more
 * @param kernel rows and columns of the window, odd
 * @param stride pixels from one window to the next, 1 or more
 * @param groups parts that do not see each other; as many as channels for a depthwise convolution
 * @param norm the normalisation
 * @param activation null for none
 */
@Id("conv-norm")
public record ConvNorm(int filters, int kernel, @Default("1") int stride, @Default("1") int groups,
        @Default("batch-norm") Layer norm, @Nullable Layer activation) implements Block {
    public ConvNorm {
        Checks.atLeastOne("ConvNorm", "filters", filters, 64);
        Checks.atLeastOne("ConvNorm", "stride", stride, 1);
        if (kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException("ConvNorm kernel is " + kernel
                    + " but an odd one is needed, which has a pixel in its middle. Give for example 3.");
        }
        if (groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException("ConvNorm groups is " + groups + " but must divide the " + filters
                    + " filters. Give for example 1.");
        }
    }

    /** Stride 1, one group, batch normalisation, no activation. */
    public static ConvNorm of(int filters, int kernel) {
        return new ConvNorm(filters, kernel, 1, 1, BatchNorm.of(), null);
    }

    /** A convolution without bias, padded by half its kernel: what this and the residual blocks begin with. */
    static Conv2d convolution(int filters, int kernel, int stride) {
        return Conv2d.of(filters, kernel).stride(stride).padding(Padding.of(kernel / 2)).bias(false);
    }

    /** With another stride. */
    public ConvNorm stride(int pixels) {
        return new ConvNorm(filters, kernel, pixels, groups, norm, activation);
    }

    /** In another number of groups. */
    public ConvNorm groups(int parts) {
        return new ConvNorm(filters, kernel, stride, parts, norm, activation);
    }

    /** With another normalisation. */
    public ConvNorm norm(Layer normalisation) {
        return new ConvNorm(filters, kernel, stride, groups, normalisation, activation);
    }

    /** With this activation. */
    public ConvNorm activation(Layer bend) {
        return new ConvNorm(filters, kernel, stride, groups, norm, bend);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("conv", convolution(filters, kernel, stride).groups(groups));
        Signal normal = in.add("norm", norm);
        return activation == null ? normal : in.add(name(activation), activation);
    }

    private static String name(Layer activation) {
        Id id = activation.getClass().getAnnotation(Id.class);
        return id == null ? "activation" : id.value();
    }
}
