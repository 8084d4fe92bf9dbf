package cnn.zoo;

import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.pool.AdaptiveAveragePool2d;

/** How an image becomes scores at the end of a network. */
final class Head {
    private Head() {
    }

    /** The mean of each feature map, {@code pool}, and of these {@link #scores}. */
    static Signal average(Expansion in, double dropout, int classes) {
        in.add("pool", new GlobalAveragePool2d());
        return scores(in, dropout, classes);
    }

    /** {@code dropout}, where the rate is above 0, and {@code scores}. */
    static Signal scores(Expansion in, double dropout, int classes) {
        if (dropout > 0) {
            in.add("dropout", Dropout.of(dropout));
        }
        return in.add("scores", Dense.of(classes));
    }

    /** All numbers of an image as a vector, {@code flatten}; one of another size is brought to {@code side} before. */
    static void flatten(Expansion in, Signal image, int side) {
        if (image.shape().height() != side || image.shape().width() != side) {
            in.add("pool", AdaptiveAveragePool2d.of(side));
        }
        in.add("flatten", new Flatten());
    }
}
