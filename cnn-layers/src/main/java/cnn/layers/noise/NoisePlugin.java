package cnn.layers.noise;

import cnn.api.Plugin;
import java.util.List;

/** The layers of this package. */
public final class NoisePlugin implements Plugin {
    /** For the ServiceLoader. */
    public NoisePlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(DropBlock.class, DropPath.class, GaussianNoise.class);
    }
}
