package cnn.zoo;

import cnn.api.Plugin;
import java.util.List;

/** The networks of this package. */
public final class ZooPlugin implements Plugin {
    /** For the ServiceLoader. */
    public ZooPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(LeNet5.class, AlexNet.class, VggSmall.class, Vgg.class, ResNetCifar.class, ResNet.class,
                ResNet18.class, WideResNet.class, RepVgg.class, SqueezeNet.class, DenseNet.class, MobileNetV1.class,
                MobileNetV2.class, MobileNetV3.class, ShuffleNetV2.class, EfficientNet.class, ConvNext.class);
    }
}
