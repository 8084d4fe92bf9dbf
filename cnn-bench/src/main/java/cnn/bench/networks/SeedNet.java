package cnn.bench.networks;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.SpatialDropout;

/**
 * The smallest network that deserves the name: two 3×3 filters over a (32, 32, 1) image, 2×2 pooling, dropping of whole
 * feature maps, three classes. What it costs is overhead, not arithmetic.
 */
public final class SeedNet {
    private SeedNet() {
    }

    /** (32, 32, 1) → (3), 1,373 parameters. */
    public static Network network() {
        return Network.of(Shape.image(32, 32, 1), Conv2d.of(2, 3), MaxPool2d.of(2), SpatialDropout.of(0.1),
                new Flatten(), Dense.of(3));
    }
}
