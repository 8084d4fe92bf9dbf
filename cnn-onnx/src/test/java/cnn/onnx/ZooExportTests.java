package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Fusion;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.registry.Registry;
import cnn.zoo.AlexNet;
import cnn.zoo.ConvNext;
import cnn.zoo.DenseNet;
import cnn.zoo.EfficientNet;
import cnn.zoo.LeNet5;
import cnn.zoo.MobileNetV1;
import cnn.zoo.MobileNetV2;
import cnn.zoo.MobileNetV3;
import cnn.zoo.RepVgg;
import cnn.zoo.ResNet;
import cnn.zoo.ResNet18;
import cnn.zoo.ResNetCifar;
import cnn.zoo.ShuffleNetV2;
import cnn.zoo.SqueezeNet;
import cnn.zoo.Vgg;
import cnn.zoo.VggSmall;
import cnn.zoo.WideResNet;
import cnn.zoo.ZooPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every ready network as ONNX Runtime computes it, and imported again; small, or as they are published with
 * {@code -Dcnn.onnx.full=true '-Dtest.options=-Xmx14g -ea'}, since VGG's file of half a gigabyte is held several times.
 */
class ZooExportTests {
    private static final boolean FULL = Boolean.getBoolean("cnn.onnx.full");

    /**
     * What comes back in other layers, with the same numbers: VGG of a small image pools one pixel to 7 × 7, which a file says as products.
     */
    private static final Set<Class<?>> IN_PARTS = Set.of(Vgg.class);

    @TempDir private static Path folder;

    private static Arguments network(Block block, int side, int channels) {
        return Arguments.of(block, Shape.image(side, side, channels));
    }

    static List<Arguments> networks() {
        return FULL
                ? List.of(network(LeNet5.of(), 28, 1), network(AlexNet.of(), 224, 3), network(VggSmall.of(), 32, 3),
                        network(Vgg.of(16).batchNorm(true), 224, 3), network(ResNetCifar.of(20), 32, 3),
                        network(ResNet.of(50), 224, 3), network(ResNet18.of(), 224, 3),
                        network(WideResNet.of(28, 10), 32, 3),
                        network(RepVgg.of(), 224, 3), network(SqueezeNet.of(SqueezeNet.Version.V1_0), 224, 3),
                        network(SqueezeNet.of(SqueezeNet.Version.V1_1), 224, 3), network(DenseNet.of(121), 224, 3),
                        network(MobileNetV1.of(), 224, 3), network(MobileNetV2.of(), 224, 3),
                        network(MobileNetV3.of(MobileNetV3.Variant.LARGE), 224, 3),
                        network(MobileNetV3.of(MobileNetV3.Variant.SMALL), 224, 3), network(ShuffleNetV2.of(), 224, 3),
                        network(EfficientNet.of(), 224, 3), network(ConvNext.of(), 224, 3))
                : List.of(network(LeNet5.of(), 28, 1), network(AlexNet.of().hidden(32).classes(9), 224, 3),
                        network(VggSmall.of(), 32, 3), network(Vgg.of(11).batchNorm(true).hidden(32).classes(9), 32, 3),
                        network(ResNetCifar.of(20), 16, 3), network(ResNet.of(18).smallImages(true).classes(9), 16, 3),
                        network(ResNet18.of().classes(9), 32, 3), network(WideResNet.of(10, 2), 16, 3),
                        network(RepVgg.of().classes(9), 32, 3),
                        network(SqueezeNet.of(SqueezeNet.Version.V1_1).classes(9), 64, 3),
                        network(DenseNet.of(121).classes(9), 32, 3),
                        network(MobileNetV1.of().classes(9).width(0.5), 32, 3),
                        network(MobileNetV2.of().classes(9).width(0.5), 32, 3),
                        network(MobileNetV3.of(MobileNetV3.Variant.SMALL).classes(9), 32, 3),
                        network(ShuffleNetV2.of().classes(9).width(0.5), 32, 3),
                        network(EfficientNet.of().classes(9).width(0.5).depth(0.5), 32, 3),
                        network(ConvNext.of().channels(8).blocks(1, 2).classes(9), 32, 3));
    }

    @Test
    void everyNetworkIsAmongThem() {
        Set<Class<?>> tested = networks().stream().map(one -> one.get()[0].getClass()).collect(Collectors.toSet());
        assertThat(new ZooPlugin().components()).allMatch(tested::contains);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("networks")
    void runtimeGivesTheSameAndImportedAgainItIsTheSame(Block block, Shape image) throws IOException {
        RoundTrip trip = RoundTrip.of(Network.of(image, block));
        byte[] file = trip.export().bytes();
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(Registry.load().kernels("scalar"), workers);
            float[] ours = trip.ours(engine);
            RoundTrip.assertSame(trip.theirs(file), ours, "ONNX Runtime");
            if (FULL) {
                RoundTrip.assertSame(trip.theirs(trip.export().foldBatchNorm(true).bytes()), ours, "folded");
            }
            Path first = Files.write(folder.resolve("first.onnx"), file);
            ImportedNetwork again = Onnx.read(first).network();
            RoundTrip.assertSame(trip.imported(again, engine), ours, "imported");
            if (!IN_PARTS.contains(block.getClass())) {
                Path second = folder.resolve("second.onnx");
                Onnx.export(again.network(), again.weights()).write(second);
                assertThat(GraphText.of(Onnx.read(second).graph())).isEqualTo(GraphText.of(Onnx.read(first).graph()));
                assertThat(work(again.network())).isEqualTo(work(trip.network()));
            }
        }
    }

    /** What runs in prediction: the ops once layers have been fused, in their ways, whatever the layers are called. */
    private static Map<String, Long> work(Network network) {
        Network fused = Fusion.forPrediction(network);
        return fused.nodes().stream().filter(node -> !node.isView())
                .map(node -> kind(fused, node))
                .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
    }

    private static String kind(Network network, Node node) {
        return node.bound().op().getClass().getSimpleName() + " " + node.way() + " "
                + IntStream.range(0, node.inputs().size())
                        .mapToObj(i -> Integer.toString(network.inputShape(node, i).size())).toList()
                + " " + node.output().size();
    }
}
