package cnn.layers.init;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;
import java.util.Arrays;

/**
 * Weights that pass on what they are given: 1 in the middle of the kernel, (k − 1) / 2 from its start, where filter j meets
 * channel j modulo the channels; 0 elsewhere. A dense layer of as many units as inputs, a convolution of as many filters
 * as channels, and a depthwise one, with padding {@code same}, begin as the identity.
 *
 * <p>For weights of two axes or more; a vector is refused. Zagoruyko and Komodakis, "DiracNets: training very deep neural
 * networks without skip-connections", arXiv:1706.00388, 2017.
 */
@Id("identity")
public record Identity() implements Init {
    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        if (shape.rank() < 2) {
            throw new IllegalArgumentException("The initializer identity is for weights of two axes or more, such as "
                    + "(inputs, units), but was given " + shape + ". Use constant for a vector.");
        }
        int filters = shape.channels();
        int channels = shape.dim(shape.rank() - 2);
        int middle = 0;
        for (int axis = 0; axis < shape.rank() - 2; axis++) {
            middle = middle * shape.dim(axis) + (shape.dim(axis) - 1) / 2;
        }
        Arrays.fill(values, 0, shape.size(), 0);
        for (int filter = 0; filter < filters; filter++) {
            values[(middle * channels + filter % channels) * filters + filter] = 1;
        }
    }
}
