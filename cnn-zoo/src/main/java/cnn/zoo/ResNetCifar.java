package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.activation.Relu;
import cnn.layers.noise.DropPath;
import cnn.zoo.block.BasicBlock;
import cnn.zoo.block.ConvNorm;

/**
 * The residual networks for small images: a convolution of 16 filters, three stages of 16, 32 and 64 filters with (depth − 2)
 * / 6 blocks each, the second and third halving the image, global average pooling, scores.
 *
 * <p>(32, 32, 3) → (10) at depth 20 has 272,474 trained parameters: weights of convolutions, which have no bias, scales and
 * shifts of batch normalisation, weights and bias of the scores, and the 2,752 of two shortcuts by 1×1 convolution with batch
 * normalisation (option B). With the parameterless shortcuts of the paper's table 6 (option A) it would be 269,722; the
 * paper rounds both to 0.27 million. Means and variances are kept, not trained, and do not count.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, section 4.2.
 *
 * @param depth layers with weights on the longest way, 6n + 2: 20, 32, 44, 56 or 110 in the paper
 * @param classes number of scores, 1 or more
 * @param dropPath share of examples that the last block drops in training, in [0, 1); those before drop fewer. The paper on
 *            stochastic depth has 0.5 at depth 110
 */
@Id("resnet-cifar")
public record ResNetCifar(@Default("20") int depth, @Default("10") int classes,
        @Default("0") double dropPath) implements Block {
    public ResNetCifar {
        if (depth < 8 || depth % 6 != 2) {
            int nearest = Math.max(8, Math.floorDiv(depth + 1, 6) * 6 + 2);
            throw new IllegalArgumentException(
                    "A residual network for small images has 6n + 2 layers, 8 or more, but was "
                            + "given a depth of " + depth + ". Give for example " + nearest + ".");
        }
        Classes.check("A residual network", classes);
        DropPath.of(dropPath); // refuses what is no rate
    }

    /** For ten classes. */
    public static ResNetCifar of(int depth) {
        return new ResNetCifar(depth, 10, 0);
    }

    /** For another number of classes. */
    public ResNetCifar classes(int number) {
        return new ResNetCifar(depth, number, dropPath);
    }

    /** With so large a share of examples dropped by the last block. */
    public ResNetCifar dropPath(double rate) {
        return new ResNetCifar(depth, classes, rate);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        int blocks = (depth - 2) / 6;
        in.add("stem", ConvNorm.of(16, 3).activation(new Relu()));
        DropRates drops = new DropRates(dropPath, 3 * blocks);
        for (int stage = 0; stage < 3; stage++) {
            int filters = 16 << stage;
            int stride = stage == 0 ? 1 : 2;
            in.add("stage" + (stage + 1), Stage.of(blocks,
                    i -> new BasicBlock(filters, i == 0 ? stride : 1, drops.next())));
        }
        return Head.average(in, 0, classes);
    }
}
