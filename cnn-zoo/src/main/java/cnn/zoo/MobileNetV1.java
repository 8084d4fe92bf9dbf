package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.activation.Relu;
import cnn.zoo.block.ConvNorm;
import cnn.zoo.published.Timm;
import java.util.List;

/**
 * MobileNet-v1: a convolution, thirteen pairs of a depthwise 3×3 and a 1×1 convolution, each with batch normalisation and
 * ReLU, global average pooling, scores.
 *
 * <p>(224, 224, 3) → (1000) has 4,231,976 parameters and 568,740,352 multiply-adds; with width 0.75 2,585,560, 0.5
 * 1,331,592, 0.25 470,072: Keras' counts, which the paper rounds to 4.2, 2.6, 1.3 and 0.5 million, and the first to 569
 * million multiply-adds.
 *
 * <p>Howard and others, "MobileNets: efficient convolutional neural networks for mobile vision applications", 2017, tables 1
 * and 6.
 *
 * @param classes number of scores, 1 or more
 * @param width what all channels are multiplied by, above 0: 1, 0.75, 0.5 or 0.25 in the paper
 */
@Id("mobilenet-v1")
public record MobileNetV1(@Default("1000") int classes, @Default("1") double width) implements Block, Published {
    private static final int[] FILTERS = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    private static final int[] STRIDES = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1};

    public MobileNetV1 {
        Classes.check("MobileNet", classes);
        Checks.factor("MobileNetV1", "width", width);
    }

    /** For the thousand classes of ImageNet, in full width. */
    public static MobileNetV1 of() {
        return new MobileNetV1(1000, 1);
    }

    /** For another number of classes. */
    public MobileNetV1 classes(int number) {
        return new MobileNetV1(number, width);
    }

    /** With channels multiplied by this. */
    public MobileNetV1 width(double factor) {
        return new MobileNetV1(classes, factor);
    }

    @Override
    public List<PublishedNames> published() {
        return List.of(Timm.mobileNetV1(STRIDES));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", ConvNorm.of(Channels.of(32 * width), 3).stride(2).activation(new Relu()));
        for (int i = 0; i < FILTERS.length; i++) {
            in.add("pair" + (i + 1), new Pair(Channels.of(FILTERS[i] * width), STRIDES[i]));
        }
        return Head.average(in, 0, classes);
    }

    /** Each channel by itself, then all together. */
    private record Pair(int filters, int stride) implements Block {
        @Override
        public Signal expand(Expansion in) {
            int channels = in.image().channels();
            in.add("depthwise", ConvNorm.of(channels, 3).stride(stride).groups(channels).activation(new Relu()));
            return in.add("pointwise", ConvNorm.of(filters, 1).activation(new Relu()));
        }
    }
}
