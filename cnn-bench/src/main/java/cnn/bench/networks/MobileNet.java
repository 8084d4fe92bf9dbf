package cnn.bench.networks;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;

/**
 * MobileNet-v1 1.0, 224: thirteen pairs of a depthwise 3×3 and a 1×1 convolution, each with batch normalisation and
 * ReLU. Howard and others, "MobileNets: efficient convolutional neural networks for mobile vision applications", 2017,
 * table 1.
 */
public final class MobileNet {
    private final Network.Builder net = Network.builder(Shape.image(224, 224, 3));
    private int channels = 32;

    private MobileNet() {
        normalised(Conv2d.of(channels, 3).stride(2).padding(Padding.of(1)));
        pair(64, 1);
        pair(128, 2);
        pair(128, 1);
        pair(256, 2);
        pair(256, 1);
        pair(512, 2);
        for (int i = 0; i < 5; i++) {
            pair(512, 1);
        }
        pair(1024, 2);
        pair(1024, 1);
        net.add(new GlobalAveragePool2d());
        net.add(Dense.of(1000));
    }

    /** (224, 224, 3) → (1000), 4,231,976 parameters. */
    public static Network network() {
        return new MobileNet().net.build();
    }

    private void pair(int filters, int stride) {
        normalised(Conv2d.of(channels, 3).stride(stride).padding(Padding.of(1)).groups(channels));
        normalised(Conv2d.of(filters, 1));
        channels = filters;
    }

    private void normalised(Conv2d convolution) {
        net.add(convolution.bias(false));
        net.add(BatchNorm.of());
        net.add(new Relu());
    }
}
