package cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Plugin;
import cnn.api.Shape;
import cnn.api.layer.Part;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.registry.Registry;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks have what their publications say. */
class ZooTests {
    private static final Shape SMALL = Shape.image(32, 32, 3);
    private static final Shape LARGE = Shape.image(224, 224, 3);

    @Test
    void leNet5HasThePublishedParameters() {
        assertThat(Network.of(Shape.image(28, 28, 1), LeNet5.of()).parameters()).isEqualTo(61_706);
    }

    @Test
    void vggSmallCountsAsByHand() {
        long convolutions = 9L * (3 * 64 + 64 * 64 + 64 * 128 + 128 * 128 + 128 * 256 + 256 * 256);
        long normalisations = 2L * (64 + 64 + 128 + 128 + 256 + 256);
        assertThat(Network.of(SMALL, VggSmall.of()).parameters()).isEqualTo(
                convolutions + normalisations + 4 * 4 * 256 * 10 + 10);
    }

    /** The counts with shortcuts without parameters, which the paper's table 6 rounds, and two shortcuts more. */
    @ParameterizedTest
    @CsvSource({"20,269722", "32,464154", "44,658586", "56,853018", "110,1727962"})
    void resNetForSmallImagesHasThePublishedParameters(int depth, long withoutShortcuts) {
        Network network = Network.of(SMALL, ResNetCifar.of(depth));
        long shortcuts = 16 * 32 + 32 * 64 + 2 * (32 + 64);
        assertThat(network.parameters()).isEqualTo(withoutShortcuts + shortcuts);
        assertThat(network.output()).isEqualTo(Shape.vector(10));
        if (depth == 20) {
            assertThat(network.parameters()).isEqualTo(272_474);
        }
    }

    @Test
    void resNetNamesItsLayersByStageAndBlock() {
        assertThat(Network.of(SMALL, ResNetCifar.of(20)).nodes()).extracting(Node::name).contains(
                "resnet-cifar-1/stem/conv", "resnet-cifar-1/stage2/block1/conv1",
                "resnet-cifar-1/stage2/block1/shortcut/conv2d-1", "resnet-cifar-1/stage3/block3/relu2",
                "resnet-cifar-1/scores");
    }

    @Test
    void resNet18HasThePublishedParametersAndMultiplyAdds() {
        Network network = Network.of(LARGE, ResNet18.of());
        assertThat(network.parameters()).isEqualTo(11_689_512);
        assertThat(network.multiplyAdds()).isEqualTo(1_814_073_344);
    }

    @Test
    void mobileNetHasThePublishedParametersAndMultiplyAdds() {
        Network network = Network.of(LARGE, MobileNetV1.of());
        assertThat(network.parameters()).isEqualTo(4_231_976);
        assertThat(network.multiplyAdds()).isEqualTo(568_740_352);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "vgg-small", "{resnet-cifar: {depth: 32}}", "resnet18", "mobilenet-v1",
        "{basic-block: {filters: 8}}"})
    void standsInAPipeline(String yaml) {
        RecordCodec codec = new RecordCodec(Registry.load());
        Part part = codec.decode(Part.class, ConfigNode.yaml("x", yaml));
        assertThat(codec.decode(Part.class, RecordCodec.encode(Part.class, part))).isEqualTo(part);
        assertThat(Network.of(LARGE, part).parameters()).isPositive();
    }

    @Test
    void rejectsWhatIsNoSuchNetwork() {
        assertThatThrownBy(() -> ResNetCifar.of(18)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "A residual network for small images has 6n + 2 layers, 8 or more, but was given a depth of 18. Give for "
                        + "example 20.");
        assertThatThrownBy(() -> ResNetCifar.of(1)).hasMessageEndingWith("a depth of 1. Give for example 8.");
        assertThatThrownBy(() -> new LeNet5(0)).hasMessage(
                "LeNet-5 needs at least 1 class but was given 0. Give as many as the data has.");
        assertThatThrownBy(() -> new BasicBlock(0, 1))
                .hasMessage("A basic block needs at least 1 filter and a stride of at "
                        + "least 1 but was given 0 and 1. Give for example 64 and 1.");
        assertThatThrownBy(() -> Network.of(Shape.vector(3), ResNetCifar.of(20))).hasMessage("""
                Block 'resnet-cifar-1' ResNetCifar[depth=20, classes=10] cannot take (3):
                it takes an image (height, width, channels). Put it before the flatten layer.""");
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(ZooPlugin.class);
    }
}
