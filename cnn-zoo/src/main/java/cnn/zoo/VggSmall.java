package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.activation.Relu;
import cnn.zoo.block.ConvNorm;

/**
 * A small network in the manner of VGG: pairs of 3×3 convolutions of 64, 128 and 256 filters, each followed by batch
 * normalisation and ReLU, each pair by 2×2 pooling; one dense layer. (32, 32, 3) → (10) has 1,187,274 parameters.
 *
 * <p>After Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015.
 *
 * @param classes number of scores, 1 or more
 */
@Id("vgg-small")
public record VggSmall(@Default("10") int classes) implements Block {
    private static final int[] FILTERS = {64, 128, 256};

    public VggSmall {
        Classes.check("VGG", classes);
    }

    /** For ten classes. */
    public static VggSmall of() {
        return new VggSmall(10);
    }

    /** For another number of classes. */
    public VggSmall classes(int number) {
        return new VggSmall(number);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        for (int stage = 1; stage <= FILTERS.length; stage++) {
            for (int i = 1; i <= 2; i++) {
                in.add("stage" + stage + "-conv" + i, conv(FILTERS[stage - 1]));
            }
            in.add("pool" + stage, MaxPool2d.of(2));
        }
        in.add("flatten", new Flatten());
        return in.add("scores", Dense.of(classes));
    }

    private static ConvNorm conv(int filters) {
        return ConvNorm.of(filters, 3).activation(new Relu());
    }
}
