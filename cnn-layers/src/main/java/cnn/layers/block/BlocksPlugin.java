package cnn.layers.block;

import cnn.api.Plugin;
import java.util.List;

/** The blocks of this module. */
public final class BlocksPlugin implements Plugin {
    /** For the ServiceLoader. */
    public BlocksPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Sequential.class, Residual.class, Parallel.class, Repeat.class, SeparableConv2d.class);
    }
}
