package cnn.zoo;

import cnn.api.Plugin;
import cnn.zoo.block.BasicBlock;
import cnn.zoo.block.Bottleneck;
import cnn.zoo.block.ConvNextBlock;
import cnn.zoo.block.ConvNorm;
import cnn.zoo.block.DenseBlock;
import cnn.zoo.block.Fire;
import cnn.zoo.block.InvertedResidual;
import cnn.zoo.block.PreActivationBlock;
import cnn.zoo.block.RepVggBlock;
import cnn.zoo.block.ShuffleUnit;
import java.util.List;
import java.util.stream.Stream;

/** The networks of this module, and the blocks that they are made of. */
public final class ZooPlugin implements Plugin {
    static final List<Class<? extends Record>> NETWORKS = List.of(
            LeNet5.class, AlexNet.class, VggSmall.class, Vgg.class, ResNetCifar.class, ResNet.class, ResNet18.class,
            WideResNet.class, SqueezeNet.class, DenseNet.class, MobileNetV1.class, MobileNetV2.class, MobileNetV3.class,
            ShuffleNetV2.class, EfficientNet.class, ConvNext.class, RepVgg.class);

    static final List<Class<? extends Record>> BLOCKS = List.of(
            ConvNorm.class, BasicBlock.class, Bottleneck.class, PreActivationBlock.class, Fire.class, DenseBlock.class,
            InvertedResidual.class, ShuffleUnit.class, ConvNextBlock.class, RepVggBlock.class);

    /** For the ServiceLoader. */
    public ZooPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return Stream.of(NETWORKS, BLOCKS).flatMap(List::stream).toList();
    }
}
