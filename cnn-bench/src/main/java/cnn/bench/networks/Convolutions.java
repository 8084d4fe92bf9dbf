package cnn.bench.networks;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.layers.Conv2d;
import cnn.layers.Padding;

/**
 * Nothing but convolutions, four in a row: a library that changes the layout of its numbers at a network's edges, as
 * ONNX Runtime does, then pays for that as seldom as in a whole network.
 */
public final class Convolutions {
    private static final int LAYERS = 4;

    private Convolutions() {
    }

    /** 3×3 convolutions with as many filters as channels: (side, side, channels) → the same. */
    public static Network square(int channels, int side) {
        Network.Builder net = Network.builder(Shape.image(side, side, channels));
        for (int i = 0; i < LAYERS; i++) {
            net.add(Conv2d.of(channels, 3).padding(Padding.of(1)));
        }
        return net.build();
    }

    /** 1×1 convolutions from few channels to many, and back, twice: (side, side, few) → the same. */
    public static Network pointwise(int few, int many, int side) {
        Network.Builder net = Network.builder(Shape.image(side, side, few));
        for (int i = 0; i < LAYERS; i++) {
            net.add(Conv2d.of(i % 2 == 0 ? many : few, 1));
        }
        return net.build();
    }
}
