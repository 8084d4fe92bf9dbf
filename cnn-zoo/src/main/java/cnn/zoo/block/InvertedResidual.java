package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Layer;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.activation.Relu6;
import cnn.layers.noise.DropPath;
import org.jspecify.annotations.Nullable;

/**
 * The block of small networks, wide within and narrow at its ends: a 1×1 convolution to many channels ({@code expand}), a
 * depthwise one ({@code depthwise}), attention where wanted ({@code attention}), a 1×1 convolution to few ({@code project}).
 * The first two have normalisation and activation, the last the normalisation alone. Where height, width and channels stay,
 * the input is added. Where {@code hidden} is the input's channels, there is nothing to expand. (H, W, C) → (⌈H / stride⌉,
 * ⌈W / stride⌉, filters).
 *
 * <p>Sandler and others, "MobileNetV2: inverted residuals and linear bottlenecks", CVPR 2018, figure 3; with attention Tan
 * and others, "MnasNet", CVPR 2019.
 *
 * @param filters channels of the output, 1 or more
 * @param hidden channels of the depthwise convolution, 1 or more
 * @param kernel rows and columns of the depthwise convolution, odd
 * @param stride of the depthwise convolution, 1 or more
 * @param activation behind the first two convolutions
 * @param norm the normalisation behind each
 * @param attention what weighs the wide channels; null for nothing
 * @param dropPath share of examples that take the shortcut alone in training, in [0, 1)
 */
@Id("inverted-residual")
public record InvertedResidual(int filters, int hidden, @Default("3") int kernel, @Default("1") int stride,
        @Default("relu6") Layer activation, @Default("batch-norm") Layer norm, @Nullable Part attention,
        @Default("0") double dropPath) implements Block {
    public InvertedResidual {
        Checks.atLeastOne("InvertedResidual", "filters", filters, 24);
        Checks.atLeastOne("InvertedResidual", "hidden", hidden, 96);
        Checks.atLeastOne("InvertedResidual", "stride", stride, 1);
        if (kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException("InvertedResidual kernel is " + kernel
                    + " but an odd one is needed, which has a pixel in its middle. Give for example 3.");
        }
        DropPath.of(dropPath); // refuses what is no rate
    }

    /** A 3×3 kernel, stride 1, ReLU6, batch normalisation, no attention. */
    public static InvertedResidual of(int filters, int hidden) {
        return new InvertedResidual(filters, hidden, 3, 1, new Relu6(), BatchNorm.of(), null, 0);
    }

    /** With another kernel. */
    public InvertedResidual kernel(int pixels) {
        return new InvertedResidual(filters, hidden, pixels, stride, activation, norm, attention, dropPath);
    }

    /** With another stride. */
    public InvertedResidual stride(int pixels) {
        return new InvertedResidual(filters, hidden, kernel, pixels, activation, norm, attention, dropPath);
    }

    /** With another activation. */
    public InvertedResidual activation(Layer bend) {
        return new InvertedResidual(filters, hidden, kernel, stride, bend, norm, attention, dropPath);
    }

    /** With another normalisation. */
    public InvertedResidual norm(Layer normalisation) {
        return new InvertedResidual(filters, hidden, kernel, stride, activation, normalisation, attention, dropPath);
    }

    /** With this attention; null for none. */
    public InvertedResidual attention(@Nullable Part weighing) {
        return new InvertedResidual(filters, hidden, kernel, stride, activation, norm, weighing, dropPath);
    }

    /** With so large a share of examples taking the shortcut alone. */
    public InvertedResidual dropPath(double rate) {
        return new InvertedResidual(filters, hidden, kernel, stride, activation, norm, attention, rate);
    }

    @Override
    public Signal expand(Expansion in) {
        int channels = in.image().channels();
        if (hidden != channels) {
            in.add("expand", ConvNorm.of(hidden, 1).norm(norm).activation(activation));
        }
        in.add("depthwise", ConvNorm.of(hidden, kernel).stride(stride).groups(hidden).norm(norm)
                .activation(activation));
        if (attention != null) {
            in.add("attention", attention);
        }
        Signal through = in.add("project", ConvNorm.of(filters, 1).norm(norm));
        return stride == 1 && channels == filters ? Shortcut.add(in, through, in.input(), dropPath) : through;
    }
}
