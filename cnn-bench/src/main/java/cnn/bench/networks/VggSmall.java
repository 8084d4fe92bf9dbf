package cnn.bench.networks;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;

/**
 * A small network in the manner of VGG (Simonyan and Zisserman, ICLR 2015): pairs of 3×3 convolutions of 64, 128 and
 * 256 filters, each followed by batch normalisation and ReLU, each pair by 2×2 pooling; one dense layer.
 */
public final class VggSmall {
    private VggSmall() {
    }

    /** (32, 32, 3) → (10), 1,187,274 parameters. */
    public static Network network() {
        Network.Builder net = Network.builder(Shape.image(32, 32, 3));
        for (int filters : new int[] {64, 128, 256}) {
            for (int i = 0; i < 2; i++) {
                net.add(Conv2d.of(filters, 3).padding(Padding.of(1)).bias(false));
                net.add(BatchNorm.of());
                net.add(new Relu());
            }
            net.add(MaxPool2d.of(2));
        }
        net.add(new Flatten());
        net.add(Dense.of(10));
        return net.build();
    }
}
