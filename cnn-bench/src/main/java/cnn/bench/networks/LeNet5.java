package cnn.bench.networks;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;

/**
 * LeNet-5 with what is usual today in place of its scaled tanh, trained pooling and radial basis outputs: ReLU, maximum
 * pooling, a dense layer. LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
 * Proceedings of the IEEE 1998, section II.B.
 */
public final class LeNet5 {
    private LeNet5() {
    }

    /** (28, 28, 1) → (10), 61,706 parameters. */
    public static Network network() {
        return Network.of(Shape.image(28, 28, 1), Conv2d.of(6, 5).padding(Padding.of(2)), new Relu(), MaxPool2d.of(2),
                Conv2d.of(16, 5), new Relu(), MaxPool2d.of(2), new Flatten(), Dense.of(120), new Relu(), Dense.of(84),
                new Relu(), Dense.of(10));
    }
}
