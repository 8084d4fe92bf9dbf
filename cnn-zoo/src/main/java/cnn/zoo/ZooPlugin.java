package cnn.zoo;

import cnn.api.Plugin;
import java.util.List;

/** The networks of this module, and the blocks that they are made of. */
public final class ZooPlugin implements Plugin {
    /** For the ServiceLoader. */
    public ZooPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(LeNet5.class, VggSmall.class, ResNetCifar.class, ResNet18.class, MobileNetV1.class,
                BasicBlock.class);
    }
}
