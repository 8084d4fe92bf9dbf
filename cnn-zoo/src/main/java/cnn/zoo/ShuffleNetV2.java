package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.zoo.block.ConvNorm;
import cnn.zoo.block.ShuffleUnit;
import cnn.zoo.published.Torchvision;
import java.util.List;
import java.util.Map;

/**
 * ShuffleNet-v2: a convolution and pooling, sixteen {@linkplain ShuffleUnit shuffle units} in three stages, a 1×1
 * convolution, global average pooling, scores.
 *
 * <p>(224, 224, 3) → (1000) has, with millions of multiply-adds: width 0.5: 1,366,792, 40; 1: 2,278,604, 145; 1.5:
 * 3,503,624, 296; 2: 7,393,996, 583: torchvision's counts.
 *
 * <p>Ma, Zhang, Zheng and Sun, "ShuffleNet V2: practical guidelines for efficient CNN architecture design", ECCV 2018, table
 * 5.
 *
 * @param classes number of scores, 1 or more
 * @param width which column of the table: 0.5, 1, 1.5 or 2
 */
@Id("shufflenet-v2")
public record ShuffleNetV2(@Default("1000") int classes, @Default("1") double width) implements Block, Published {
    private static final int[] UNITS = {4, 8, 4};
    /** By width: of the three stages, and of the convolution behind. */
    private static final Map<Double, int[]> CHANNELS = Map.of(0.5, new int[] {48, 96, 192, 1024}, 1.0,
            new int[] {116, 232, 464, 1024}, 1.5, new int[] {176, 352, 704, 1024}, 2.0,
            new int[] {244, 488, 976, 2048});

    public ShuffleNetV2 {
        Classes.check("ShuffleNetV2", classes);
        channels(width); // refuses other widths
    }

    /** For the thousand classes of ImageNet, width 1. */
    public static ShuffleNetV2 of() {
        return new ShuffleNetV2(1000, 1);
    }

    /** For another number of classes. */
    public ShuffleNetV2 classes(int number) {
        return new ShuffleNetV2(number, width);
    }

    /** From another column of the table. */
    public ShuffleNetV2 width(double column) {
        return new ShuffleNetV2(classes, column);
    }

    private static int[] channels(double width) {
        int[] channels = CHANNELS.get(width);
        if (channels == null) {
            throw new IllegalArgumentException("ShuffleNetV2 width is " + width
                    + " but must be 0.5, 1, 1.5 or 2. Give for example 1.");
        }
        return channels;
    }

    @Override
    public List<PublishedNames> published() {
        return List.of(Torchvision.shuffleNetV2(UNITS));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", ConvNorm.of(24, 3).stride(2).activation(new Relu()));
        in.add("stem-pool", MaxPool2d.of(3).stride(2).padding(Padding.of(1)));
        int[] channels = channels(width);
        for (int i = 0; i < UNITS.length; i++) {
            int filters = channels[i];
            in.add("stage" + (i + 2), Stage.of(UNITS[i], unit -> new ShuffleUnit(filters, unit == 0 ? 2 : 1)));
        }
        in.add("last", ConvNorm.of(channels[UNITS.length], 1).activation(new Relu()));
        return Head.average(in, 0, classes);
    }
}
