package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.zoo.published.Torchvision;
import java.util.List;

/**
 * The networks of Oxford's Visual Geometry Group: five stages of 3×3 convolutions with 64, 128, 256, 512 and 512 filters,
 * each followed by 2×2 pooling, two dense layers with dropout behind, scores. Images of 32×32 and more; what is left of them
 * is brought to 7×7.
 *
 * <p>(224, 224, 3) → (1000) has, with batch normalisation, and millions of multiply-adds: 11: 132,863,336, 132,868,840,
 * 7,609; 13: 133,047,848, 133,053,736, 11,308; 16: 138,357,544, 138,365,992, 15,470; 19: 143,667,240, 143,678,248, 19,632:
 * torchvision's counts. Nine tenths of the parameters are the dense layers': {@code hidden: 512} will do for few classes.
 *
 * <p>Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015, table 1,
 * configurations A, B, D and E.
 *
 * @param depth layers with weights: 11, 13, 16 or 19
 * @param classes number of scores, 1 or more
 * @param batchNorm whether batch normalisation stands behind each convolution, which keeps its bias; with it the deep ones learn
 *            much faster from random weights
 * @param hidden units of each of the two dense layers, 1 or more
 * @param dropout share of values dropped behind each of them, in [0, 1); 0 for no such layers
 */
@Id("vgg")
public record Vgg(@Default("16") int depth, @Default("1000") int classes, @Default("false") boolean batchNorm,
        @Default("4096") int hidden, @Default("0.5") double dropout) implements Block, Published {
    private static final int MOST_FILTERS = 512;
    private static final int SIDE = 7;

    public Vgg {
        convolutions(depth); // refuses other depths
        Classes.check("VGG", classes);
        Checks.atLeastOne("VGG", "hidden", hidden, 4096);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** For the thousand classes of ImageNet, without batch normalisation. */
    public static Vgg of(int depth) {
        return new Vgg(depth, 1000, false, 4096, 0.5);
    }

    /** For another number of classes. */
    public Vgg classes(int number) {
        return new Vgg(depth, number, batchNorm, hidden, dropout);
    }

    /** With or without batch normalisation. */
    public Vgg batchNorm(boolean wanted) {
        return new Vgg(depth, classes, wanted, hidden, dropout);
    }

    /** With so many units in each of the two dense layers. */
    public Vgg hidden(int units) {
        return new Vgg(depth, classes, batchNorm, units, dropout);
    }

    /** With so large a share of values dropped behind the dense layers. */
    public Vgg dropout(double rate) {
        return new Vgg(depth, classes, batchNorm, hidden, rate);
    }

    private static int[] convolutions(int depth) {
        return switch (depth) {
            case 11 -> new int[] {1, 1, 2, 2, 2};
            case 13 -> new int[] {2, 2, 2, 2, 2};
            case 16 -> new int[] {2, 2, 3, 3, 3};
            case 19 -> new int[] {2, 2, 4, 4, 4};
            default -> throw Checks.depth("VGG", "11, 13, 16 or 19", depth, 16);
        };
    }

    @Override
    public List<PublishedNames> published() {
        return List.of(Torchvision.vgg(convolutions(depth), batchNorm));
    }

    @Override
    public Signal expand(Expansion in) {
        Signal image = in.input();
        in.image();
        int[] convolutions = convolutions(depth);
        for (int stage = 0; stage < convolutions.length; stage++) {
            int filters = Math.min(MOST_FILTERS, 64 << stage);
            in.add("stage" + (stage + 1), new Convolutions(convolutions[stage], filters, batchNorm));
            image = in.add("pool" + (stage + 1), MaxPool2d.of(2));
        }
        Head.flatten(in, image, SIDE);
        for (int i = 1; i <= 2; i++) {
            in.add("dense" + i, Dense.of(hidden));
            in.add("dense" + i + "-relu", new Relu());
            if (dropout > 0) {
                in.add("dropout" + i, Dropout.of(dropout));
            }
        }
        return in.add("scores", Dense.of(classes));
    }

    private record Convolutions(int count, int filters, boolean batchNorm) implements Block {
        @Override
        public Signal expand(Expansion in) {
            Signal end = in.input();
            for (int i = 1; i <= count; i++) {
                in.add("conv" + i, Conv2d.of(filters, 3).padding(Padding.of(1)));
                if (batchNorm) {
                    in.add("norm" + i, BatchNorm.of());
                }
                end = in.add("relu" + i, new Relu());
            }
            return end;
        }
    }
}
