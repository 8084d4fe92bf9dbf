package cnn.layers.normalization;

import cnn.api.Plugin;
import java.util.List;

/** The layers of this package. */
public final class NormalizationPlugin implements Plugin {
    /** For the ServiceLoader. */
    public NormalizationPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(LayerNorm.class, RmsNorm.class, GroupNorm.class, InstanceNorm.class, LocalResponseNorm.class,
                LpNorm.class, LayerScale.class, WeightStandardization.class);
    }
}
