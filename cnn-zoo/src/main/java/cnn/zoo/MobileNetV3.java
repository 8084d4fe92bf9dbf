package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Layer;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.Relu;
import cnn.layers.attention.SqueezeExcitation;
import cnn.zoo.block.ConvNorm;
import cnn.zoo.block.InvertedResidual;
import cnn.zoo.published.Timm;
import cnn.zoo.published.Torchvision;
import java.util.List;

/**
 * MobileNet-v3: a convolution, {@linkplain InvertedResidual inverted residuals} that a search has found, some with squeeze
 * and excitation, a 1×1 convolution, global average pooling, a dense layer, dropout, scores; ReLU in the first blocks, hard
 * swish from there on. Batch normalisation has epsilon 0.001 and momentum 0.99.
 *
 * <p>(224, 224, 3) → (1000) has, large: 5,483,032 parameters and 217 million multiply-adds; small: 2,542,856 and 57 million:
 * torchvision's counts, which the paper rounds to 5.4 and 2.5 million.
 *
 * <p>Howard and others, "Searching for MobileNetV3", ICCV 2019, tables 1 and 2.
 *
 * @param variant which of the two
 * @param classes number of scores, 1 or more
 * @param width what channels are multiplied by, above 0: 0.35 to 1.25 in the paper
 * @param dropout share of values dropped before the scores, in [0, 1)
 */
@Id("mobilenet-v3")
public record MobileNetV3(@Default("large") Variant variant, @Default("1000") int classes,
        @Default("1") double width, @Default("0.2") double dropout) implements Block, Published {
    /** Which network the search was for. */
    public enum Variant {
        /** Table 1: fifteen blocks, a dense layer of 1,280 units. */
        LARGE(1280, new int[] {1, 2, 3, 4, 2, 3}, List.of(relu(3, 16, 16, 1), relu(3, 64, 24, 2), relu(3, 72, 24, 1),
                relu(5, 72, 40, 2).attended(),
                relu(5, 120, 40, 1).attended(), relu(5, 120, 40, 1).attended(), swish(3, 240, 80, 2),
                swish(3, 200, 80, 1), swish(3, 184, 80, 1), swish(3, 184, 80, 1), swish(3, 480, 112, 1).attended(),
                swish(3, 672, 112, 1).attended(), swish(5, 672, 160, 2).attended(), swish(5, 960, 160, 1).attended(),
                swish(5, 960, 160, 1).attended())),
        /** Table 2: eleven blocks, a dense layer of 1,024 units. */
        SMALL(1024, new int[] {1, 2, 3, 2, 3}, List.of(relu(3, 16, 16, 2).attended(), relu(3, 72, 24, 2),
                relu(3, 88, 24, 1),
                swish(5, 96, 40, 2).attended(), swish(5, 240, 40, 1).attended(), swish(5, 240, 40, 1).attended(),
                swish(5, 120, 48, 1).attended(), swish(5, 144, 48, 1).attended(), swish(5, 288, 96, 2).attended(),
                swish(5, 576, 96, 1).attended(), swish(5, 576, 96, 1).attended()));

        private final int units;
        /** Rows of each size of images, by which timm numbers them. */
        private final int[] stages;
        private final List<Row> rows;

        Variant(int units, int[] stages, List<Row> rows) {
            this.units = units;
            this.stages = stages;
            this.rows = rows;
        }

        private static Row relu(int kernel, int hidden, int filters, int stride) {
            return new Row(kernel, hidden, filters, stride, new Relu(), false);
        }

        private static Row swish(int kernel, int hidden, int filters, int stride) {
            return new Row(kernel, hidden, filters, stride, new HardSwish(), false);
        }
    }

    private static final int WIDENING = 6;

    public MobileNetV3 {
        Classes.check("MobileNetV3", classes);
        Checks.factor("MobileNetV3", "width", width);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** For the thousand classes of ImageNet, in full width. */
    public static MobileNetV3 of(Variant variant) {
        return new MobileNetV3(variant, 1000, 1, 0.2);
    }

    /** For another number of classes. */
    public MobileNetV3 classes(int number) {
        return new MobileNetV3(variant, number, width, dropout);
    }

    /** With channels multiplied by this. */
    public MobileNetV3 width(double factor) {
        return new MobileNetV3(variant, classes, factor, dropout);
    }

    /** With so large a share of values dropped before the scores. */
    public MobileNetV3 dropout(double rate) {
        return new MobileNetV3(variant, classes, width, rate);
    }

    @Override
    public List<PublishedNames> published() {
        int count = variant.rows.size();
        boolean[] wide = new boolean[count];
        boolean[] attended = new boolean[count];
        int channels = Channels.of(16 * width);
        for (int i = 0; i < count; i++) {
            Row row = variant.rows.get(i);
            wide[i] = Channels.of(row.hidden * width) != channels;
            attended[i] = row.attention;
            channels = Channels.of(row.filters * width);
        }
        return List.of(Torchvision.mobileNetV3(wide, attended), Timm.mobileNetV3(variant.stages, wide, attended));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", ConvNorm.of(Channels.of(16 * width), 3).stride(2).norm(norm()).activation(new HardSwish()));
        int number = 1;
        for (Row row : variant.rows) {
            in.add("block" + number++, row.block(width));
        }
        int channels = Channels.of(variant.rows.getLast().filters * width);
        in.add("last", ConvNorm.of(WIDENING * channels, 1).norm(norm()).activation(new HardSwish()));
        in.add("pool", new GlobalAveragePool2d());
        in.add("dense", Dense.of(Channels.of(variant.units * width)));
        in.add("dense-hard-swish", new HardSwish());
        return Head.scores(in, dropout, classes);
    }

    private static BatchNorm norm() {
        return BatchNorm.of().momentum(0.99).epsilon(0.001);
    }

    /** A line of the paper's tables. */
    private record Row(int kernel, int hidden, int filters, int stride, Layer activation, boolean attention) {
        Row attended() {
            return new Row(kernel, hidden, filters, stride, activation, true);
        }

        InvertedResidual block(double width) {
            int within = Channels.of(hidden * width);
            return InvertedResidual.of(Channels.of(filters * width), within).kernel(kernel).stride(stride)
                    .activation(activation).norm(norm()).attention(attention
                            ? SqueezeExcitation.of().hidden(Channels.of(within / 4)).gate(HardSigmoid.of())
                            : null);
        }
    }
}
