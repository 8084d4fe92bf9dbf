package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.activation.Relu;
import cnn.layers.noise.DropPath;

/**
 * The residual block of two 3×3 convolutions: y = relu(norm(conv(relu(norm(conv(x))))) + shortcut(x)). Where it changes the
 * shape, the shortcut is a 1×1 convolution with batch normalisation (the paper's option B), otherwise x itself. (H, W, C) →
 * (H / stride, W / stride, filters), rounded up.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, figure 5 left.
 *
 * @param filters channels of the output, 1 or more
 * @param stride of the first convolution, 1 or more
 * @param dropPath share of examples that take the shortcut alone in training, in [0, 1)
 */
@Id("basic-block")
public record BasicBlock(int filters, @Default("1") int stride, @Default("0") double dropPath) implements Block {
    public BasicBlock {
        Checks.atLeastOne("BasicBlock", "filters", filters, 64);
        Checks.atLeastOne("BasicBlock", "stride", stride, 1);
        DropPath.of(dropPath); // refuses what is no rate
    }

    /** With so many filters and a stride of 1. */
    public static BasicBlock of(int filters) {
        return new BasicBlock(filters, 1, 0);
    }

    /** With another stride. */
    public BasicBlock stride(int pixels) {
        return new BasicBlock(filters, pixels, dropPath);
    }

    /** With so large a share of examples taking the shortcut alone. */
    public BasicBlock dropPath(double rate) {
        return new BasicBlock(filters, stride, rate);
    }

    @Override
    public Signal expand(Expansion in) {
        Signal around = Shortcut.around(in, filters, stride);
        in.add("conv1", ConvNorm.convolution(filters, 3, stride), in.input());
        in.add("norm1", BatchNorm.of());
        in.add("relu1", new Relu());
        in.add("conv2", ConvNorm.convolution(filters, 3, 1));
        Signal through = in.add("norm2", BatchNorm.of());
        Shortcut.add(in, through, around, dropPath);
        return in.add("relu2", new Relu());
    }
}
