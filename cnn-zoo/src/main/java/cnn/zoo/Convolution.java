package cnn.zoo;

import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;

/**
 * A convolution without bias, batch normalisation, ReLU: the step that most networks are made of.
 *
 * @param conv the convolution
 */
record Convolution(Conv2d conv) implements Block {
    /** A square kernel of odd side that keeps height and width. */
    static Convolution of(int filters, int kernel) {
        return new Convolution(plain(filters, kernel, 1));
    }

    /** A convolution without bias, padded so that a stride of 1 keeps height and width. */
    static Conv2d plain(int filters, int kernel, int stride) {
        return Conv2d.of(filters, kernel).stride(stride).padding(Padding.of(kernel / 2)).bias(false);
    }

    @Override
    public Signal expand(Expansion in) {
        in.add("conv", conv);
        in.add("norm", BatchNorm.of());
        return in.add("relu", new Relu());
    }
}
