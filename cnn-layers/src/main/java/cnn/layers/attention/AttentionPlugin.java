package cnn.layers.attention;

import cnn.api.Plugin;
import java.util.List;

/** The blocks of this package. */
public final class AttentionPlugin implements Plugin {
    /** For the ServiceLoader. */
    public AttentionPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(SqueezeExcitation.class, Cbam.class, CoordinateAttention.class);
    }
}
