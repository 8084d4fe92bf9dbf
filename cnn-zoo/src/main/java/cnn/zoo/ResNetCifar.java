package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;

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
 */
@Id("resnet-cifar")
public record ResNetCifar(@Default("20") int depth, @Default("10") int classes) implements Block {
    public ResNetCifar {
        if (depth < 8 || depth % 6 != 2) {
            int nearest = Math.max(8, Math.floorDiv(depth + 1, 6) * 6 + 2);
            throw new IllegalArgumentException(
                    "A residual network for small images has 6n + 2 layers, 8 or more, but was "
                            + "given a depth of " + depth + ". Give for example " + nearest + ".");
        }
        Classes.check("A residual network", classes);
    }

    /** For ten classes. */
    public static ResNetCifar of(int depth) {
        return new ResNetCifar(depth, 10);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        int blocks = (depth - 2) / 6;
        in.add("stem", Convolution.of(16, 3));
        in.add("stage1", BasicBlock.stage(16, blocks, 1));
        in.add("stage2", BasicBlock.stage(32, blocks, 2));
        in.add("stage3", BasicBlock.stage(64, blocks, 2));
        in.add("pool", new GlobalAveragePool2d());
        return in.add("scores", Dense.of(classes));
    }
}
