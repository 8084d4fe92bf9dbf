package cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Plugin;
import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Part;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.registry.Registry;
import cnn.zoo.block.BasicBlock;
import cnn.zoo.block.BlockPlugin;
import cnn.zoo.block.RepVggBlock;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The networks by name: in a pipeline and in Java, what their layers are called, and what they refuse. */
class ZooTests {
    private static final RecordCodec CODEC = new RecordCodec(Registry.load());
    private static final Shape SMALL = Shape.image(32, 32, 3);
    private static final Shape LARGE = Shape.image(224, 224, 3);

    private static Part decode(String yaml) {
        return CODEC.decode(Part.class, ConfigNode.yaml("test", yaml));
    }

    private static List<String> names(Shape image, Block network) {
        return Network.of(image, network).nodes().stream().map(Node::name)
                .map(name -> name.substring(name.indexOf('/') + 1)).toList();
    }

    private static List<String> layers(Part part) {
        return Network.of(LARGE, part).nodes().stream()
                .map(node -> node.name() + " " + node.layer() + " " + node.inputs()).toList();
    }

    static List<Arguments> bothWays() {
        return List.of(Arguments.of("lenet5", LeNet5.of()),
                Arguments.of("{lenet5: {classes: 3}}", LeNet5.of().classes(3)),
                Arguments.of("alexnet", AlexNet.of()),
                Arguments.of("{alexnet: {classes: 3, hidden: 64, dropout: 0.2}}",
                        AlexNet.of().classes(3).hidden(64).dropout(0.2)),
                Arguments.of("vgg-small", VggSmall.of()),
                Arguments.of("{vgg-small: {classes: 3}}", VggSmall.of().classes(3)), Arguments.of("vgg", Vgg.of(16)),
                Arguments.of("{vgg: {depth: 11, batch-norm: true, hidden: 512, classes: 3, dropout: 0}}",
                        Vgg.of(11).batchNorm(true).hidden(512).classes(3).dropout(0)),
                Arguments.of("resnet-cifar", ResNetCifar.of(20)),
                Arguments.of("{resnet-cifar: {depth: 32, classes: 3, drop-path: 0.5}}",
                        ResNetCifar.of(32).classes(3).dropPath(0.5)),
                Arguments.of("resnet", ResNet.of(50)),
                Arguments.of("{resnet: {depth: 34, classes: 3, small-images: true, drop-path: 0.1}}",
                        ResNet.of(34).classes(3).smallImages(true).dropPath(0.1)),
                Arguments.of("resnet18", ResNet18.of()),
                Arguments.of("{resnet18: {classes: 3}}", ResNet18.of().classes(3)),
                Arguments.of("wide-resnet", WideResNet.of(28, 10)),
                Arguments.of("{wide-resnet: {depth: 16, width: 4, classes: 3, dropout: 0.3}}",
                        WideResNet.of(16, 4).classes(3).dropout(0.3)),
                Arguments.of("squeezenet", SqueezeNet.of(SqueezeNet.Version.V1_1)),
                Arguments.of("{squeezenet: {version: v1-0, classes: 3, dropout: 0}}",
                        SqueezeNet.of(SqueezeNet.Version.V1_0).classes(3).dropout(0)),
                Arguments.of("densenet", DenseNet.of(121)),
                Arguments.of("{densenet: {depth: 169, classes: 3, dropout: 0.2}}",
                        DenseNet.of(169).classes(3).dropout(0.2)),
                Arguments.of("mobilenet-v1", MobileNetV1.of()),
                Arguments.of("{mobilenet-v1: {classes: 3, width: 0.5}}", MobileNetV1.of().classes(3).width(0.5)),
                Arguments.of("mobilenet-v2", MobileNetV2.of()),
                Arguments.of("{mobilenet-v2: {classes: 3, width: 0.5, dropout: 0}}",
                        MobileNetV2.of().classes(3).width(0.5).dropout(0)),
                Arguments.of("mobilenet-v3", MobileNetV3.of(MobileNetV3.Variant.LARGE)),
                Arguments.of("{mobilenet-v3: {variant: small, classes: 3, width: 0.5, dropout: 0}}",
                        MobileNetV3.of(MobileNetV3.Variant.SMALL).classes(3).width(0.5).dropout(0)),
                Arguments.of("shufflenet-v2", ShuffleNetV2.of()),
                Arguments.of("{shufflenet-v2: {classes: 3, width: 0.5}}", ShuffleNetV2.of().classes(3).width(0.5)),
                Arguments.of("efficientnet", EfficientNet.of()),
                Arguments.of("{efficientnet: {classes: 3, width: 0.5, depth: 0.5, dropout: 0, drop-path: 0}}",
                        EfficientNet.of().classes(3).width(0.5).depth(0.5).dropout(0).dropPath(0)),
                Arguments.of("convnext", ConvNext.of()),
                Arguments.of("{convnext: {channels: 8, blocks: [1, 2], classes: 3, drop-path: 0}}",
                        ConvNext.of().channels(8).blocks(1, 2).classes(3).dropPath(0)),
                Arguments.of("rep-vgg", RepVgg.of()),
                Arguments.of("{rep-vgg: {variant: b0, classes: 3}}", RepVgg.of(RepVgg.Variant.B0).classes(3)),
                Arguments.of("{rep-vgg-block: {filters: 9, stride: 2, groups: 3}}",
                        RepVggBlock.of(9).stride(2).groups(3)),
                Arguments.of("{basic-block: {filters: 8}}", BasicBlock.of(8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bothWays")
    void isTheSameInAPipelineAndInJava(String yaml, Block java) {
        Part part = decode(yaml);
        assertThat(part).isEqualTo(java);
        assertThat(CODEC.decode(Part.class, RecordCodec.encode(Part.class, part))).isEqualTo(part);
        assertThat(layers(part)).isEqualTo(layers(java));
    }

    @Test
    void everyNetworkIsAmongThem() {
        Set<Class<?>> tested = bothWays().stream().map(one -> one.get()[1].getClass()).collect(Collectors.toSet());
        assertThat(new ZooPlugin().components()).allMatch(tested::contains);
    }

    @Test
    void everyOptionHasAWither() {
        assertThat(Stream.of(new ZooPlugin(), new BlockPlugin()).flatMap(plugin -> plugin.components().stream()))
                .isNotEmpty().allSatisfy(type -> {
                    assertThat(type.getAnnotation(Id.class)).isNotNull();
                    for (RecordComponent option : type.getRecordComponents()) {
                        if (option.getAnnotation(Default.class) != null) {
                            assertThat(Arrays.stream(type.getMethods()).filter(method -> method.getReturnType() == type)
                                    .anyMatch(method -> method.getParameterCount() > 0
                                            && (method.getName().equals(option.getName())
                                                    || Arrays.stream(method.getParameters())
                                                            .anyMatch(given -> given.getName()
                                                                    .equals(option.getName())))))
                                    .as(option.getName()).isTrue();
                        }
                    }
                });
    }

    @Test
    void resNetsNameTheirLayersByStageAndBlock() {
        assertThat(names(SMALL, ResNetCifar.of(20))).contains("stem/conv", "stage2/block1/conv1",
                "stage2/block1/shortcut/conv2d-1", "stage3/block3/relu2", "pool", "scores");
        assertThat(names(LARGE, ResNet18.of())).isEqualTo(names(LARGE, ResNet.of(18))).hasSize(68).startsWith(
                "stem/conv", "stem/norm", "stem/relu", "pool1", "stage1/block1/conv1", "stage1/block1/norm1",
                "stage1/block1/relu1", "stage1/block1/conv2", "stage1/block1/norm2", "stage1/block1/add",
                "stage1/block1/relu2").contains("stage2/block1/shortcut/batch-norm-1").endsWith("pool2", "scores");
        assertThat(names(LARGE, ResNet.of(50))).contains("stage1/block1/shortcut/conv2d-1", "stage4/block3/conv3",
                "stage4/block3/norm3");
    }

    @Test
    void othersNameTheirLayersAsThePapersDo() {
        assertThat(names(LARGE, AlexNet.of())).contains("conv1", "pool5", "dense1", "dense2-relu", "scores")
                .doesNotContain("pool");
        assertThat(names(LARGE, Vgg.of(16))).contains("stage3/conv3", "pool5", "dense2", "scores");
        assertThat(names(LARGE, SqueezeNet.of(SqueezeNet.Version.V1_0))).contains("fire2/squeeze", "fire9/expand3x3",
                "pool4", "pool8", "conv10");
        assertThat(names(LARGE, DenseNet.of(121))).contains("block1/layer6/conv2", "transition3/conv", "norm",
                "scores");
        assertThat(names(SMALL, WideResNet.of(10, 1))).containsSubsequence("stem", "stage1/block1/norm1",
                "stage2/block1/shortcut", "norm", "relu", "pool", "scores");
        assertThat(names(LARGE, MobileNetV2.of())).contains("stage2/block1/expand/conv", "stage7/block1/project/norm",
                "last/relu6", "dropout");
        assertThat(names(LARGE, MobileNetV3.of(MobileNetV3.Variant.SMALL))).contains("block1/attention/reduce",
                "block11/expand/hard-swish", "dense", "scores");
        assertThat(names(LARGE, EfficientNet.of())).contains("stage7/block1/attention/gate", "last/silu")
                .contains("stage6/block4/drop-path").doesNotContain("stage1/block1/drop-path");
        assertThat(names(LARGE, ShuffleNetV2.of())).contains("stage2/block1/branch1/depthwise/conv",
                "stage2/block2/branch2/reduce/relu",
                "stage4/block4/shuffle");
        assertThat(names(LARGE, ConvNext.of())).contains("stem/conv", "downsample2/norm", "stage3/block9/scale");
    }

    @Test
    void dropsMoreTheDeeperABlockIs() {
        List<String> drops = Network.of(SMALL, ResNetCifar.of(20).dropPath(0.4)).nodes().stream()
                .filter(node -> node.name().endsWith("drop-path")).map(node -> node.layer().toString()).toList();
        assertThat(drops).hasSize(8).startsWith("DropPath[rate=0.05]").endsWith("DropPath[rate=0.4]");
    }

    @Test
    void rejectsWhatIsNoSuchNetwork() {
        assertThatThrownBy(() -> ResNetCifar.of(18)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "A residual network for small images has 6n + 2 layers, 8 or more, but was given a depth of 18. Give for "
                        + "example 20.");
        assertThatThrownBy(() -> ResNetCifar.of(1)).hasMessageEndingWith("a depth of 1. Give for example 8.");
        assertThatThrownBy(() -> new LeNet5(0)).hasMessage(
                "LeNet-5 needs at least 1 class but was given 0. Give as many as the data has.");
        assertThatThrownBy(() -> ResNet.of(21))
                .hasMessage("ResNet depth is 21 but must be 18, 34, 50, 101 or 152. Give for example 18.");
        assertThatThrownBy(() -> Vgg.of(12))
                .hasMessage("VGG depth is 12 but must be 11, 13, 16 or 19. Give for example 16.");
        assertThatThrownBy(() -> DenseNet.of(100))
                .hasMessage("DenseNet depth is 100 but must be 121, 161, 169 or 201. Give for example 121.");
        assertThatThrownBy(() -> WideResNet.of(27, 10))
                .hasMessage("WideResNet depth is 27 but must be 6n + 4, 10 or more. Give for example 28.");
        assertThatThrownBy(() -> WideResNet.of(-3, 1)).hasMessageEndingWith("Give for example 10.");
        assertThatThrownBy(() -> WideResNet.of(28, 0))
                .hasMessage("WideResNet width is 0 but must be 1 or more. Give for example 4.");
        assertThatThrownBy(() -> MobileNetV2.of().width(0))
                .hasMessage("MobileNetV2 width is 0.0 but must be above 0 and at most 100. Give for example 1.");
        assertThatThrownBy(() -> MobileNetV1.of().width(Double.NaN)).hasMessageStartingWith("MobileNetV1 width is NaN");
        assertThatThrownBy(() -> ShuffleNetV2.of().width(0.7))
                .hasMessage("ShuffleNetV2 width is 0.7 but must be 0.5, 1, 1.5 or 2. Give for example 1.");
        assertThatThrownBy(() -> AlexNet.of().hidden(0))
                .hasMessage("AlexNet hidden is 0 but must be 1 or more. Give for example 4096.");
        assertThatThrownBy(() -> ConvNext.of().blocks(3, 0))
                .hasMessage("ConvNext blocks is [3, 0] but must name from 1 "
                        + "to 8 stages of 1 block or more each. Give for example [3, 3, 9, 3].");
        assertThatThrownBy(() -> Vgg.of(11).dropout(1))
                .hasMessageStartingWith("Dropout rate is 1.0 but must be in [0, 1)");
        assertThatThrownBy(() -> Network.of(Shape.vector(3), ResNetCifar.of(20))).hasMessage("""
                Block 'resnet-cifar-1' ResNetCifar[depth=20, classes=10, dropPath=0.0] cannot take (3):
                it takes an image (height, width, channels). Put it before the flatten layer.""");
    }

    @Test
    void aPipelineSaysWhereTheOptionStands() {
        assertThatThrownBy(() -> decode("{resnet: {depth: 21}}")).hasMessageContaining("test")
                .hasMessageContaining("ResNet depth is 21 but must be 18, 34, 50, 101 or 152. Give for example 18.");
    }

    @Test
    void namesTheLayerForWhichAnImageIsTooSmall() {
        assertThatThrownBy(() -> Network.of(Shape.image(62, 62, 3), AlexNet.of())).hasMessage("""
                Layer 'alexnet-1/pool5' MaxPool2d[size=3x3, stride=2x2, padding=valid, dilation=1x1, roundUp=false] \
                cannot take (2, 2, 256):
                a 3×3 kernel does not fit a 2×2 image. Use padding SAME or a kernel of at most 2.""");
    }

    static List<Arguments> smallestImages() {
        return List.of(Arguments.of(AlexNet.of(), 63, "pool5"), Arguments.of(Vgg.of(11), 32, "pool5"),
                Arguments.of(ConvNext.of(), 32, "downsample4/conv"),
                Arguments.of(DenseNet.of(121), 29, "transition3/pool"),
                Arguments.of(SqueezeNet.of(SqueezeNet.Version.V1_0), 21, "pool8"),
                Arguments.of(SqueezeNet.of(SqueezeNet.Version.V1_1), 17, "pool5"),
                Arguments.of(LeNet5.of(), 12, "pool2"));
    }

    @ParameterizedTest
    @MethodSource("smallestImages")
    void takesImagesFromThisSideOn(Block network, int side, String layer) {
        assertThat(Network.of(Shape.image(side, side, 3), network).output().isImage()).isFalse();
        assertThatThrownBy(() -> Network.of(Shape.image(side - 1, side - 1, 3), network))
                .hasMessageMatching("(?s)Layer '[^/]*/" + layer + "' .* cannot take .*");
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(ZooPlugin.class)
                .hasAtLeastOneElementOfType(BlockPlugin.class);
    }
}
