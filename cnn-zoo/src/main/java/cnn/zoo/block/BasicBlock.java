package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.activation.Relu;
import cnn.layers.block.Sequential;

/**
 * The residual block of two 3×3 convolutions: y = relu(norm(conv(relu(norm(conv(x))))) + shortcut(x)). Where it changes the
 * shape, the shortcut is a 1×1 convolution with batch normalisation (the paper's option B), otherwise x itself. (H, W, C) →
 * (H / stride, W / stride, filters), rounded up.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, figure 5 left.
 *
 * @param filters channels of the output, 1 or more
 * @param stride of the first convolution, 1 or more
 */
@Id("basic-block")
public record BasicBlock(int filters, @Default("1") int stride) implements Block {
    public BasicBlock {
        if (filters < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "A basic block needs at least 1 filter and a stride of at least 1 but was "
                            + "given " + filters + " and " + stride + ". Give for example 64 and 1.");
        }
    }

    @Override
    public Signal expand(Expansion in) {
        boolean sameShape = stride == 1 && in.image().channels() == filters;
        Signal around = sameShape
                ? in.input()
                : in.add("shortcut", Sequential.of(Convolution.plain(filters, 1, stride), BatchNorm.of()));
        in.add("conv1", Convolution.plain(filters, 3, stride), in.input());
        in.add("norm1", BatchNorm.of());
        in.add("relu1", new Relu());
        in.add("conv2", Convolution.plain(filters, 3, 1));
        Signal through = in.add("norm2", BatchNorm.of());
        in.add("add", new Add(), through, around);
        return in.add("relu2", new Relu());
    }

    /** Several under one name, the first of them with this stride: {@code block1}, {@code block2} … */
    static Block stage(int filters, int blocks, int firstStride) {
        return new Stage(filters, blocks, firstStride);
    }

    private record Stage(int filters, int blocks, int firstStride) implements Block {
        @Override
        public Signal expand(Expansion in) {
            Signal end = in.add("block1", new BasicBlock(filters, firstStride));
            for (int i = 2; i <= blocks; i++) {
                end = in.add("block" + i, new BasicBlock(filters, 1));
            }
            return end;
        }
    }
}
