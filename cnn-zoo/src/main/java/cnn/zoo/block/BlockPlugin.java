package cnn.zoo.block;

import cnn.api.Plugin;
import java.util.List;

/** The blocks of this package. */
public final class BlockPlugin implements Plugin {
    /** For the ServiceLoader. */
    public BlockPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(ConvNorm.class, BasicBlock.class, Bottleneck.class, PreActivationBlock.class, Fire.class,
                DenseBlock.class, InvertedResidual.class, ShuffleUnit.class, ConvNextBlock.class, RepVggBlock.class);
    }
}
