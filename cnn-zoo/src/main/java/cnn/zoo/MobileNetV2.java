package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.Dropout;
import cnn.layers.activation.Relu6;
import cnn.zoo.block.ConvNorm;
import cnn.zoo.block.InvertedResidual;
import cnn.zoo.published.Timm;
import cnn.zoo.published.Torchvision;
import java.util.Arrays;
import java.util.List;

/**
 * MobileNet-v2: a convolution, seventeen {@linkplain InvertedResidual inverted residuals} in seven stages, a 1×1 convolution
 * to 1,280 channels, global average pooling, dropout, scores; ReLU6 throughout.
 *
 * <p>(224, 224, 3) → (1000) has 3,504,872 parameters and 301 million multiply-adds: torchvision's counts.
 *
 * <p>Sandler and others, "MobileNetV2: inverted residuals and linear bottlenecks", CVPR 2018, table 2.
 *
 * @param classes number of scores, 1 or more
 * @param width what channels are multiplied by, above 0, the last 1,280 only where it is above 1: 0.35 to 1.4 in the paper
 * @param dropout share of values dropped before the scores, in [0, 1)
 */
@Id("mobilenet-v2")
public record MobileNetV2(@Default("1000") int classes, @Default("1") double width, @Default("0.2") double dropout)
        implements
            Block,
            Published {
    /** For each stage: what channels are multiplied by within a block, channels that come out, blocks, stride. */
    private static final int[][] STAGES = {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1},
        {6, 160, 3, 2}, {6, 320, 1, 1}};

    public MobileNetV2 {
        Classes.check("MobileNetV2", classes);
        Checks.factor("MobileNetV2", "width", width);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** For the thousand classes of ImageNet, in full width. */
    public static MobileNetV2 of() {
        return new MobileNetV2(1000, 1, 0.2);
    }

    /** For another number of classes. */
    public MobileNetV2 classes(int number) {
        return new MobileNetV2(number, width, dropout);
    }

    /** With channels multiplied by this. */
    public MobileNetV2 width(double factor) {
        return new MobileNetV2(classes, factor, dropout);
    }

    /** With so large a share of values dropped before the scores. */
    public MobileNetV2 dropout(double rate) {
        return new MobileNetV2(classes, width, rate);
    }

    @Override
    public List<PublishedNames> published() {
        int[] blocks = Arrays.stream(STAGES).mapToInt(stage -> stage[2]).toArray();
        return List.of(Torchvision.mobileNetV2(blocks), Timm.mobileNetV2(blocks));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        int channels = Channels.of(32 * width);
        in.add("stem", ConvNorm.of(channels, 3).stride(2).activation(new Relu6()));
        for (int i = 0; i < STAGES.length; i++) {
            int[] stage = STAGES[i];
            int from = channels;
            int filters = Channels.of(stage[1] * width);
            in.add("stage" + (i + 1), Stage.of(stage[2], block -> InvertedResidual
                    .of(filters, stage[0] * (block == 0 ? from : filters)).stride(block == 0 ? stage[3] : 1)));
            channels = filters;
        }
        in.add("last", ConvNorm.of(Channels.of(1280 * Math.max(1, width)), 1).activation(new Relu6()));
        return Head.average(in, dropout, classes);
    }
}
