package cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Part;
import cnn.api.layer.Published;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.interop.LoadedWeights;
import cnn.core.interop.StateDict;
import cnn.core.interop.WeightNames;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights under the names of torchvision and timm find their layers, all of them and no others. */
@Execution(ExecutionMode.CONCURRENT)
class PublishedNamesTests {
    private static final RecordCodec CODEC = new RecordCodec(Registry.load());

    private static Network network(String yaml, int side) {
        return Network.of(Shape.image(side, side, 3),
                CODEC.decode(Part.class, ConfigNode.yaml("test", yaml.contains(":") ? "{" + yaml + "}" : yaml)));
    }

    /**
     * As many entries as the published state dictionaries have, the counter of each batch normalisation included, and as many
     * numbers besides means and variances as the published networks have parameters.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            alexnet                          | torchvision |  16 |  61100840
            vgg                              | torchvision |  32 | 138357544
            vgg: {depth: 11, batch-norm: true} | torchvision | 62 | 132868840
            resnet: {depth: 18}              | torchvision | 122 |  11689512
            resnet18                         | timm        | 122 |  11689512
            resnet                           | torchvision | 320 |  25557032
            resnet: {depth: 101}             | timm        | 626 |  44549160
            squeezenet                       | torchvision |  52 |   1235496
            squeezenet: {version: v1-0}      | torchvision |  52 |   1248424
            densenet                         | torchvision | 727 |   7978856
            densenet: {depth: 161}           | timm        | 967 |  28681000
            mobilenet-v1                     | timm        | 164 |   4231976
            mobilenet-v2                     | torchvision | 314 |   3504872
            mobilenet-v2                     | timm        | 314 |   3504872
            mobilenet-v3                     | torchvision | 312 |   5483032
            mobilenet-v3                     | timm        | 312 |   5483032
            mobilenet-v3: {variant: small}   | torchvision | 244 |   2542856
            mobilenet-v3: {variant: small}   | timm        | 244 |   2542856
            shufflenet-v2                    | torchvision | 338 |   2278604
            efficientnet                     | torchvision | 360 |   5288548
            efficientnet                     | timm        | 360 |   5288548
            convnext                         | torchvision | 182 |  28589128
            convnext                         | timm        | 182 |  28589128
            rep-vgg                          | timm        | 351 |   9108968
            """)
    void asManyAsWerePublished(String yaml, String program, int entries, long parameters) {
        Map<String, Shape> names = WeightNames.pytorch().program(program).of(network(yaml, 224));
        long counters = names.keySet().stream().filter(name -> name.endsWith("running_var")).count();
        assertThat(names.size() + counters).isEqualTo(entries);
        assertThat(names.entrySet().stream().filter(name -> !name.getKey().contains("running_"))
                .mapToLong(name -> name.getValue().size()).sum()).isEqualTo(parameters);
    }

    /** Names and axes as they are told of the published files. */
    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            alexnet                        | torchvision | features.10.weight                            | (256, 256, 3, 3)
            alexnet                        | torchvision | classifier.1.weight                           | (4096, 9216)
            vgg                            | torchvision | features.28.weight                            | (512, 512, 3, 3)
            vgg                            | torchvision | classifier.6.weight                           | (1000, 4096)
            vgg: {batch-norm: true}        | torchvision | features.40.weight                            | (512, 512, 3, 3)
            vgg: {batch-norm: true}        | torchvision | features.41.running_mean                      | (512)
            resnet                         | torchvision | layer1.0.downsample.0.weight                  | (256, 64, 1, 1)
            resnet                         | torchvision | layer4.2.conv3.weight                         | (2048, 512, 1, 1)
            resnet                         | torchvision | fc.weight                                     | (1000, 2048)
            resnet18                       | torchvision | layer2.0.downsample.1.running_var             | (128)
            squeezenet: {version: v1-0}    | torchvision | features.12.expand3x3.weight                  | (256, 64, 3, 3)
            squeezenet                     | torchvision | features.6.squeeze.weight                     | (32, 128, 1, 1)
            squeezenet                     | torchvision | classifier.1.weight                           | (1000, 512, 1, 1)
            densenet: {depth: 161}         | torchvision | features.denseblock1.denselayer1.conv1.weight | (192, 96, 1, 1)
            densenet                       | torchvision | features.transition3.conv.weight              | (512, 1024, 1, 1)
            densenet                       | torchvision | features.norm5.weight                         | (1024)
            mobilenet-v1                   | timm        | blocks.3.5.conv_pw.weight                     | (512, 512, 1, 1)
            mobilenet-v1                   | timm        | blocks.4.0.conv_dw.weight                     | (512, 1, 3, 3)
            mobilenet-v2                   | torchvision | features.1.conv.1.weight                      | (16, 32, 1, 1)
            mobilenet-v2                   | torchvision | features.2.conv.1.0.weight                    | (96, 1, 3, 3)
            mobilenet-v2                   | torchvision | features.18.0.weight                          | (1280, 320, 1, 1)
            mobilenet-v2                   | timm        | blocks.1.0.conv_pwl.weight                    | (24, 96, 1, 1)
            mobilenet-v3: {variant: small} | torchvision | features.4.block.2.fc1.weight                 | (24, 96, 1, 1)
            mobilenet-v3: {variant: small} | torchvision | features.4.block.3.0.weight                   | (40, 96, 1, 1)
            mobilenet-v3                   | torchvision | features.4.block.1.0.weight                   | (72, 1, 5, 5)
            mobilenet-v3                   | torchvision | classifier.0.weight                           | (1280, 960)
            mobilenet-v3                   | timm        | blocks.5.2.conv_pwl.weight                    | (160, 960, 1, 1)
            mobilenet-v3                   | timm        | blocks.6.0.conv.weight                        | (960, 160, 1, 1)
            mobilenet-v3                   | timm        | conv_head.weight                              | (1280, 960, 1, 1)
            shufflenet-v2                  | torchvision | stage2.0.branch2.3.weight                     | (58, 1, 3, 3)
            shufflenet-v2: {width: 0.5}    | torchvision | stage2.0.branch2.5.weight                     | (24, 24, 1, 1)
            shufflenet-v2                  | torchvision | conv5.0.weight                                | (1024, 464, 1, 1)
            efficientnet                   | torchvision | features.1.0.block.1.fc1.weight               | (8, 32, 1, 1)
            efficientnet                   | torchvision | features.2.0.block.1.0.weight                 | (96, 1, 3, 3)
            efficientnet                   | torchvision | features.8.0.weight                           | (1280, 320, 1, 1)
            efficientnet                   | timm        | blocks.0.0.se.conv_reduce.weight              | (8, 32, 1, 1)
            efficientnet                   | timm        | conv_head.weight                              | (1280, 320, 1, 1)
            convnext                       | torchvision | features.1.0.block.3.weight                   | (384, 96)
            convnext                       | torchvision | features.1.1.layer_scale                      | (96, 1, 1)
            convnext                       | torchvision | features.2.1.weight                           | (192, 96, 2, 2)
            convnext                       | timm        | stages.0.blocks.0.mlp.fc1.weight              | (384, 96)
            convnext                       | timm        | stages.0.blocks.0.conv_dw.weight              | (96, 1, 7, 7)
            convnext                       | timm        | stages.0.blocks.0.gamma                       | (96)
            convnext                       | timm        | stages.1.downsample.1.weight                  | (192, 96, 2, 2)
            rep-vgg                        | timm        | stem.conv_kxk.conv.weight                     | (48, 3, 3, 3)
            rep-vgg                        | timm        | stages.2.13.identity.weight                   | (192)
            """)
    void asTheirFilesHaveThem(String yaml, String program, String name, String axes) {
        assertThat(WeightNames.pytorch().program(program).of(network(yaml, 224))).containsEntry(name,
                Shape.parse(axes));
    }

    /** Small ones of each kind. */
    static Stream<Arguments> networks() {
        List<Block> blocks = List.of(AlexNet.of().hidden(8), Vgg.of(11).hidden(8), Vgg.of(13).batchNorm(true).hidden(8),
                ResNet.of(18), ResNet.of(50), ResNet18.of(), SqueezeNet.of(SqueezeNet.Version.V1_0),
                SqueezeNet.of(SqueezeNet.Version.V1_1), DenseNet.of(121), MobileNetV1.of().width(0.25),
                MobileNetV2.of().width(0.5), MobileNetV3.of(MobileNetV3.Variant.LARGE).width(0.5),
                MobileNetV3.of(MobileNetV3.Variant.SMALL), ShuffleNetV2.of().width(0.5), EfficientNet.of(),
                EfficientNet.of().depth(1.1), ConvNext.of().channels(8), RepVgg.of());
        return blocks.stream().flatMap(block -> ((Published) block).published().stream()
                .map(names -> Arguments.of(block, names.program())));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void allFindTheirLayersAndComeBack(Block block, String program, @TempDir Path folder) {
        Network network = Network.of(Shape.image(96, 96, 3), block);
        Weights weights = Weights.zeros(network);
        network.params().forEach(param -> {
            float[] values = weights.values(param);
            for (int i = 0; i < values.length; i++) {
                values[i] = param.index() + (float) i / values.length;
            }
        });
        Path file = folder.resolve("weights.safetensors");
        StateDict.write(file, network, weights, WeightNames.pytorch().program(program));
        LoadedWeights loaded = StateDict.read(file).into(network);
        assertThat(loaded.missing()).isEmpty();
        assertThat(loaded.left()).isEmpty();
        assertThat(loaded.notes().getFirst()).contains("names as in ");
        network.params().forEach(
                param -> assertThat(loaded.weights().values(param)).as(param.name()).isEqualTo(weights.values(param)));
    }

    /** Every network that has layers by the names of a program is in the tests above. */
    @Test
    void allPublishedNetworksAreTried() {
        List<Class<?>> tried = networks().<Class<?>>map(arguments -> arguments.get()[0].getClass()).distinct().toList();
        assertThat(new ZooPlugin().components().stream().filter(Published.class::isAssignableFrom).toList())
                .allSatisfy(type -> assertThat(tried).contains(type));
    }

    @Test
    void refusesNamesOfAnotherProgram() {
        assertThatThrownBy(() -> WeightNames.pytorch().program("tim").of(network("resnet18", 32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No block of the network has names of 'tim'. Did you mean "
                        + "'timm'? Known here: torchvision, timm.");
    }

    @Test
    void saysWhatAProgramComputesOtherwise(@TempDir Path folder) {
        Network network = Network.of(Shape.image(32, 32, 3), MobileNetV1.of().width(0.25));
        Path file = folder.resolve("weights.safetensors");
        StateDict.write(file, network, Weights.init(network, 1), WeightNames.pytorch());
        assertThat(StateDict.read(file).into(network).notes())
                .contains("timm's mobilenetv1 has ReLU6 where the paper, and this "
                        + "network, have ReLU: its answers will differ.");
    }
}
