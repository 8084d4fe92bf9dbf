package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Dropout;
import cnn.layers.activation.Relu;

/**
 * The residual block with normalisation and activation before its convolutions: a = relu(norm(x)),
 * y = conv(dropout(relu(norm(conv(a))))) + shortcut. The shortcut is x, or where the shape changes a 1×1 convolution of a; so
 * nothing but sums lies on it. (H, W, C) → (H / stride, W / stride, filters), rounded up.
 *
 * <p>He, Zhang, Ren and Sun, "Identity mappings in deep residual networks", ECCV 2016; with dropout Zagoruyko and Komodakis,
 * "Wide residual networks", BMVC 2016, figure 1 (d).
 *
 * @param filters channels of the output, 1 or more
 * @param stride of the first convolution, 1 or more
 * @param dropout share of values dropped between the convolutions, in [0, 1); 0 for no such layer
 */
@Id("pre-activation-block")
public record PreActivationBlock(int filters, @Default("1") int stride, @Default("0") double dropout)
        implements
            Block {
    public PreActivationBlock {
        Checks.atLeastOne("PreActivationBlock", "filters", filters, 64);
        Checks.atLeastOne("PreActivationBlock", "stride", stride, 1);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** With so many filters and a stride of 1. */
    public static PreActivationBlock of(int filters) {
        return new PreActivationBlock(filters, 1, 0);
    }

    /** With another stride. */
    public PreActivationBlock stride(int pixels) {
        return new PreActivationBlock(filters, pixels, dropout);
    }

    /** With so large a share of values dropped between the convolutions. */
    public PreActivationBlock dropout(double rate) {
        return new PreActivationBlock(filters, stride, rate);
    }

    @Override
    public Signal expand(Expansion in) {
        boolean sameShape = stride == 1 && in.image().channels() == filters;
        in.add("norm1", BatchNorm.of());
        Signal active = in.add("relu1", new Relu());
        Signal around = sameShape ? in.input() : in.add("shortcut", ConvNorm.convolution(filters, 1, stride));
        in.add("conv1", ConvNorm.convolution(filters, 3, stride), active);
        in.add("norm2", BatchNorm.of());
        in.add("relu2", new Relu());
        if (dropout > 0) {
            in.add("dropout", Dropout.of(dropout));
        }
        Signal through = in.add("conv2", ConvNorm.convolution(filters, 3, 1));
        return in.add("add", new Add(), through, around);
    }
}
