package cnn.layers.pool;

import cnn.api.Plugin;
import java.util.List;

/** The layers of this package. */
public final class PoolPlugin implements Plugin {
    /** For the ServiceLoader. */
    public PoolPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(GlobalMaxPool2d.class, AdaptiveAveragePool2d.class, AdaptiveMaxPool2d.class, BlurPool2d.class,
                ChannelPool.class, RoiAlign.class, MaxRoiPool.class);
    }
}
