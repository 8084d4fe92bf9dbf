package cnn.layers.average;

import cnn.api.Plugin;
import java.util.List;

/** The averages of weights. */
public final class AveragePlugin implements Plugin {
    /** For the ServiceLoader. */
    public AveragePlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Ema.class, Swa.class);
    }
}
