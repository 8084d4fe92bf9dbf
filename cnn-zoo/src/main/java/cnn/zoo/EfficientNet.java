package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.Dropout;
import cnn.layers.activation.Silu;
import cnn.layers.attention.SqueezeExcitation;
import cnn.layers.noise.DropPath;
import cnn.zoo.block.ConvNorm;
import cnn.zoo.block.InvertedResidual;
import cnn.zoo.published.Timm;
import cnn.zoo.published.Torchvision;
import java.util.Arrays;
import java.util.List;

/**
 * EfficientNet-B0, and wider and deeper ones: a convolution, {@linkplain InvertedResidual inverted residuals} with squeeze
 * and excitation in seven stages, a 1×1 convolution, global average pooling, dropout, scores; SiLU throughout.
 *
 * <p>(224, 224, 3) → (1000) has 5,288,548 parameters and 386 million multiply-adds. B1 has depth 1.1 (7,794,184 parameters),
 * B2 width 1.1 and depth 1.2 (9,109,994), B3 1.2 and 1.4 (12,233,232), B4 1.4 and 1.8 (19,341,616), on images of 240, 260,
 * 300 and 380 pixels a side: torchvision's counts.
 *
 * <p>Tan and Le, "EfficientNet: rethinking model scaling for convolutional neural networks", ICML 2019, table 1. Dropout is
 * 0.2 in B0 and B1, 0.3 in B2 and B3, 0.4 in B4; the last block of all drops a fifth of the examples.
 *
 * @param classes number of scores, 1 or more
 * @param width what channels are multiplied by, above 0
 * @param depth what each stage's number of blocks is multiplied by, above 0, rounded up
 * @param dropout share of values dropped before the scores, in [0, 1)
 * @param dropPath share of examples that the last block drops in training, in [0, 1); those before drop fewer
 */
@Id("efficientnet")
public record EfficientNet(@Default("1000") int classes, @Default("1") double width, @Default("1") double depth,
        @Default("0.2") double dropout, @Default("0.2") double dropPath) implements Block, Published {
    /** For each stage: what channels are multiplied by within a block, kernel, stride, channels that come out, blocks. */
    private static final int[][] STAGES = {{1, 3, 1, 16, 1}, {6, 3, 2, 24, 2}, {6, 5, 2, 40, 2}, {6, 3, 2, 80, 3},
        {6, 5, 1, 112, 3}, {6, 5, 2, 192, 4}, {6, 3, 1, 320, 1}};
    private static final int WIDENING = 4;

    public EfficientNet {
        Classes.check("EfficientNet", classes);
        Checks.factor("EfficientNet", "width", width);
        Checks.factor("EfficientNet", "depth", depth);
        Dropout.of(dropout); // refuses what is no rate
        DropPath.of(dropPath);
    }

    /** B0 for the thousand classes of ImageNet. */
    public static EfficientNet of() {
        return new EfficientNet(1000, 1, 1, 0.2, 0.2);
    }

    /** For another number of classes. */
    public EfficientNet classes(int number) {
        return new EfficientNet(number, width, depth, dropout, dropPath);
    }

    /** With channels multiplied by this. */
    public EfficientNet width(double factor) {
        return new EfficientNet(classes, factor, depth, dropout, dropPath);
    }

    /** With numbers of blocks multiplied by this. */
    public EfficientNet depth(double factor) {
        return new EfficientNet(classes, width, factor, dropout, dropPath);
    }

    /** With so large a share of values dropped before the scores. */
    public EfficientNet dropout(double rate) {
        return new EfficientNet(classes, width, depth, rate, dropPath);
    }

    /** With so large a share of examples dropped by the last block. */
    public EfficientNet dropPath(double rate) {
        return new EfficientNet(classes, width, depth, dropout, rate);
    }

    @Override
    public List<PublishedNames> published() {
        int[] blocks = Arrays.stream(STAGES).mapToInt(this::blocks).toArray();
        return List.of(Torchvision.efficientNet(blocks), Timm.efficientNet(blocks));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        int channels = Channels.of(32 * width);
        in.add("stem", ConvNorm.of(channels, 3).stride(2).activation(new Silu()));
        DropRates drops = new DropRates(dropPath, Arrays.stream(STAGES).mapToInt(this::blocks).sum());
        for (int i = 0; i < STAGES.length; i++) {
            int[] stage = STAGES[i];
            int from = channels;
            int filters = Channels.of(stage[3] * width);
            in.add("stage" + (i + 1), Stage.of(blocks(stage), block -> block(filters, block == 0 ? from : filters,
                    stage, block == 0 ? stage[2] : 1).dropPath(drops.next())));
            channels = filters;
        }
        in.add("last", ConvNorm.of(WIDENING * channels, 1).activation(new Silu()));
        return Head.average(in, dropout, classes);
    }

    private int blocks(int[] stage) {
        return (int) Math.ceil(stage[4] * depth);
    }

    private static InvertedResidual block(int filters, int from, int[] stage, int stride) {
        return InvertedResidual.of(filters, Channels.of(stage[0] * from)).kernel(stage[1]).stride(stride)
                .activation(new Silu())
                .attention(SqueezeExcitation.of().hidden(Math.max(1, from / 4)).activation(new Silu()));
    }
}
