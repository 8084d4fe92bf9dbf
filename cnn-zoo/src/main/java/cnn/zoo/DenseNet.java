package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.AveragePool2d;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dropout;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.zoo.block.ConvNorm;
import cnn.zoo.block.DenseBlock;
import cnn.zoo.published.Timm;
import cnn.zoo.published.Torchvision;
import java.util.List;

/**
 * DenseNet-BC for ImageNet: a 7×7 convolution and pooling, four {@linkplain DenseBlock dense blocks}, between them
 * transitions that halve channels, height and width, batch normalisation, ReLU, global average pooling, scores. Each layer
 * adds 32 feature maps, at depth 161 48. Images of 29×29 and more.
 *
 * <p>(224, 224, 3) → (1000) has, with millions of multiply-adds: 121: 7,978,856, 2,834; 161: 28,681,000, 7,728; 169:
 * 14,149,480, 3,360; 201: 20,013,928, 4,291: torchvision's counts.
 *
 * <p>Huang, Liu, van der Maaten and Weinberger, "Densely connected convolutional networks", CVPR 2017, table 1.
 *
 * @param depth layers with weights on the longest way: 121, 161, 169 or 201
 * @param classes number of scores, 1 or more
 * @param dropout share of values dropped behind each layer, in [0, 1): 0.2 in the paper where data are not augmented
 */
@Id("densenet")
public record DenseNet(@Default("121") int depth, @Default("1000") int classes, @Default("0") double dropout)
        implements
            Block,
            Published {
    public DenseNet {
        layers(depth); // refuses other depths
        Classes.check("DenseNet", classes);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** For the thousand classes of ImageNet. */
    public static DenseNet of(int depth) {
        return new DenseNet(depth, 1000, 0);
    }

    /** For another number of classes. */
    public DenseNet classes(int number) {
        return new DenseNet(depth, number, dropout);
    }

    /** With so large a share of values dropped behind each layer. */
    public DenseNet dropout(double rate) {
        return new DenseNet(depth, classes, rate);
    }

    private static int[] layers(int depth) {
        return switch (depth) {
            case 121 -> new int[] {6, 12, 24, 16};
            case 161 -> new int[] {6, 12, 36, 24};
            case 169 -> new int[] {6, 12, 32, 32};
            case 201 -> new int[] {6, 12, 48, 32};
            default -> throw Checks.depth("DenseNet", "121, 161, 169 or 201", depth, 121);
        };
    }

    @Override
    public List<PublishedNames> published() {
        return List.of(Torchvision.denseNet(layers(depth)), Timm.denseNet(layers(depth)));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        int growth = depth == 161 ? 48 : 32;
        int channels = 2 * growth;
        in.add("stem", ConvNorm.of(channels, 7).stride(2).activation(new Relu()));
        in.add("stem-pool", MaxPool2d.of(3).stride(2).padding(Padding.of(1)));
        int[] layers = layers(depth);
        for (int i = 0; i < layers.length; i++) {
            in.add("block" + (i + 1), new DenseBlock(layers[i], growth, dropout));
            channels += layers[i] * growth;
            if (i < layers.length - 1) {
                channels /= 2;
                in.add("transition" + (i + 1), new Transition(channels));
            }
        }
        in.add("norm", BatchNorm.of());
        in.add("relu", new Relu());
        return Head.average(in, 0, classes);
    }

    private record Transition(int filters) implements Block {
        @Override
        public Signal expand(Expansion in) {
            in.add("norm", BatchNorm.of());
            in.add("relu", new Relu());
            in.add("conv", Conv2d.of(filters, 1).bias(false));
            return in.add("pool", AveragePool2d.of(2));
        }
    }
}
