package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.activation.Relu;
import cnn.layers.noise.DropPath;
import org.jspecify.annotations.Nullable;

/**
 * The residual block of deep networks: a 1×1 convolution to few channels, a 3×3 convolution of these, a 1×1 convolution to
 * many, each with batch normalisation, around them the shortcut, ReLU behind each and behind the sum. Where it changes the
 * shape, the shortcut is a 1×1 convolution with batch normalisation, otherwise the input itself. (H, W, C) → (H / stride,
 * W / stride, filters), rounded up.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, figure 5 right. The stride is the
 * 3×3 convolution's, as in PyTorch and in all published weights since ("v1.5"); the paper has it at the first, with as many
 * parameters and fewer multiply-adds.
 *
 * @param filters channels of the output, 1 or more
 * @param hidden channels of the 3×3 convolution, 1 or more; null for a quarter of the filters, at least 1
 * @param stride of the 3×3 convolution, 1 or more
 * @param dropPath share of examples that take the shortcut alone in training, in [0, 1)
 */
@Id("bottleneck")
public record Bottleneck(int filters, @Nullable Integer hidden, @Default("1") int stride,
        @Default("0") double dropPath) implements Block {
    public Bottleneck {
        Checks.atLeastOne("Bottleneck", "filters", filters, 256);
        Checks.atLeastOne("Bottleneck", "hidden", hidden == null ? 1 : hidden, 64);
        Checks.atLeastOne("Bottleneck", "stride", stride, 1);
        DropPath.of(dropPath); // refuses what is no rate
    }

    /** A quarter of the filters between, stride 1. */
    public static Bottleneck of(int filters) {
        return new Bottleneck(filters, null, 1, 0);
    }

    /** With so many channels between. */
    public Bottleneck hidden(int channels) {
        return new Bottleneck(filters, channels, stride, dropPath);
    }

    /** With another stride. */
    public Bottleneck stride(int pixels) {
        return new Bottleneck(filters, hidden, pixels, dropPath);
    }

    /** With so large a share of examples taking the shortcut alone. */
    public Bottleneck dropPath(double rate) {
        return new Bottleneck(filters, hidden, stride, rate);
    }

    @Override
    public Signal expand(Expansion in) {
        int between = hidden == null ? Math.max(1, filters / 4) : hidden;
        Signal around = Shortcut.around(in, filters, stride);
        in.add("conv1", ConvNorm.convolution(between, 1, 1), in.input());
        in.add("norm1", BatchNorm.of());
        in.add("relu1", new Relu());
        in.add("conv2", ConvNorm.convolution(between, 3, stride));
        in.add("norm2", BatchNorm.of());
        in.add("relu2", new Relu());
        in.add("conv3", ConvNorm.convolution(filters, 1, 1));
        Signal through = in.add("norm3", BatchNorm.of());
        Shortcut.add(in, through, around, dropPath);
        return in.add("relu3", new Relu());
    }
}
