package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dropout;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.zoo.block.PreActivationBlock;

/**
 * The wide residual networks for small images, WRN-depth-width: a convolution of 16 filters, three stages of
 * {@linkplain PreActivationBlock pre-activation blocks} with 16, 32 and 64 times the width filters, (depth − 4) / 6 blocks
 * each, the second and third halving the image, batch normalisation, ReLU, global average pooling, scores.
 *
 * <p>(32, 32, 3) → (10) has: 16-4: 2,748,890; 40-2: 2,243,546; 16-8: 10,961,370; 22-8: 17,158,106; 40-4: 8,949,210; 28-10:
 * 36,479,194, which the paper rounds to 2.7, 2.2, 11.0, 17.2, 8.9 and 36.5 million.
 *
 * <p>Zagoruyko and Komodakis, "Wide residual networks", BMVC 2016, tables 1 and 4, and their program.
 *
 * @param depth layers with weights on the longest way, 6n + 4: 16, 22, 28 or 40 in the paper
 * @param width what 16, 32 and 64 filters are multiplied by: 1, 2, 4, 8 or 10 in the paper
 * @param classes number of scores, 1 or more
 * @param dropout share of values dropped between the convolutions of each block, in [0, 1): 0.3 in the paper where used
 */
@Id("wide-resnet")
public record WideResNet(@Default("28") int depth, @Default("10") int width, @Default("10") int classes,
        @Default("0") double dropout) implements Block {
    public WideResNet {
        if (depth < 10 || depth % 6 != 4) {
            throw Checks.depth("WideResNet", "6n + 4, 10 or more", depth,
                    Math.max(10, Math.floorDiv(depth - 1, 6) * 6 + 4));
        }
        Checks.atLeastOne("WideResNet", "width", width, 4);
        Classes.check("WideResNet", classes);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** WRN-depth-width for ten classes, without dropout. */
    public static WideResNet of(int depth, int width) {
        return new WideResNet(depth, width, 10, 0);
    }

    /** For another number of classes. */
    public WideResNet classes(int number) {
        return new WideResNet(depth, width, number, dropout);
    }

    /** With so large a share of values dropped within blocks. */
    public WideResNet dropout(double rate) {
        return new WideResNet(depth, width, classes, rate);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", Conv2d.of(16, 3).padding(Padding.of(1)).bias(false));
        for (int stage = 0; stage < 3; stage++) {
            int filters = Math.multiplyExact(16 << stage, width);
            int stride = stage == 0 ? 1 : 2;
            in.add("stage" + (stage + 1), Stage.of((depth - 4) / 6,
                    i -> new PreActivationBlock(filters, i == 0 ? stride : 1, dropout)));
        }
        in.add("norm", BatchNorm.of());
        in.add("relu", new Relu());
        return Head.average(in, 0, classes);
    }
}
