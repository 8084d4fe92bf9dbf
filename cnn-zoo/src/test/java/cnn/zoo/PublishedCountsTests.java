package cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Part;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.network.Network;
import cnn.core.registry.Registry;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The networks have as many parameters, and multiply-adds, as were published. Nothing is allocated: a network is bound
 * without any weights.
 */
class PublishedCountsTests {
    private static final RecordCodec CODEC = new RecordCodec(Registry.load());
    private static final Shape SMALL = Shape.image(32, 32, 3);
    private static final Shape LARGE = Shape.image(224, 224, 3);

    private static Network network(String yaml, Shape image) {
        return Network.of(image, CODEC.decode(Part.class, ConfigNode.yaml("test", yaml)));
    }

    /** The page of the networks says the same. */
    private static void isOnThePage(Network network) throws IOException {
        String page = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/zoo.md"));
        for (long count : new long[] {network.parameters(), rounded(network.multiplyAdds(), 6, 0).longValue()}) {
            assertThat(page.contains(String.format(Locale.ROOT, "%,d", count))).as("docs/zoo.md says " + count)
                    .isTrue();
        }
    }

    private static BigDecimal rounded(long number, int power, int digits) {
        return BigDecimal.valueOf(number).movePointLeft(power).setScale(digits, RoundingMode.HALF_UP);
    }

    /** The metadata of torchvision's weights: num_params, and _ops, which are 10⁹ multiply-adds, at the size of the crop. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            alexnet                                                        | 224 |  61100840 |  0.714
            vgg: {depth: 11}                                               | 224 | 132863336 |  7.609
            vgg: {depth: 11, batch-norm: true}                             | 224 | 132868840 |  7.609
            vgg: {depth: 13}                                               | 224 | 133047848 | 11.308
            vgg: {depth: 13, batch-norm: true}                             | 224 | 133053736 | 11.308
            vgg                                                            | 224 | 138357544 | 15.470
            vgg: {batch-norm: true}                                        | 224 | 138365992 | 15.470
            vgg: {depth: 19}                                               | 224 | 143667240 | 19.632
            vgg: {depth: 19, batch-norm: true}                             | 224 | 143678248 | 19.632
            resnet: {depth: 18}                                            | 224 |  11689512 |  1.814
            resnet18                                                       | 224 |  11689512 |  1.814
            resnet: {depth: 34}                                            | 224 |  21797672 |  3.664
            resnet                                                         | 224 |  25557032 |  4.089
            resnet: {depth: 101}                                           | 224 |  44549160 |  7.801
            resnet: {depth: 152}                                           | 224 |  60192808 | 11.514
            squeezenet: {version: v1-0}                                    | 224 |   1248424 |  0.819
            squeezenet                                                     | 224 |   1235496 |  0.349
            densenet                                                       | 224 |   7978856 |  2.834
            densenet: {depth: 161}                                         | 224 |  28681000 |  7.728
            densenet: {depth: 169}                                         | 224 |  14149480 |  3.360
            densenet: {depth: 201}                                         | 224 |  20013928 |  4.291
            mobilenet-v2                                                   | 224 |   3504872 |  0.301
            mobilenet-v3                                                   | 224 |   5483032 |  0.217
            mobilenet-v3: {variant: small}                                 | 224 |   2542856 |  0.057
            shufflenet-v2: {width: 0.5}                                    | 224 |   1366792 |  0.040
            shufflenet-v2                                                  | 224 |   2278604 |  0.145
            shufflenet-v2: {width: 1.5}                                    | 224 |   3503624 |  0.296
            shufflenet-v2: {width: 2}                                      | 224 |   7393996 |  0.583
            efficientnet                                                   | 224 |   5288548 |  0.386
            efficientnet: {depth: 1.1}                                     | 240 |   7794184 |  0.687
            efficientnet: {width: 1.1, depth: 1.2}                         | 288 |   9109994 |  1.088
            efficientnet: {width: 1.2, depth: 1.4}                         | 300 |  12233232 |  1.827
            efficientnet: {width: 1.4, depth: 1.8}                         | 380 |  19341616 |  4.394
            convnext                                                       | 224 |  28589128 |  4.456
            convnext: {blocks: [3, 3, 27, 3]}                              | 224 |  50223688 |  8.684
            convnext: {channels: 128, blocks: [3, 3, 27, 3]}               | 224 |  88591464 | 15.355
            convnext: {channels: 192, blocks: [3, 3, 27, 3]}               | 224 | 197767336 | 34.361
            """)
    void asTorchvisionCounts(String yaml, int side, long parameters, BigDecimal billions)
            throws IOException {
        Network network = network(yaml.contains(":") ? "{" + yaml + "}" : yaml, Shape.image(side, side, 3));
        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(rounded(network.multiplyAdds(), 9, 3)).isEqualTo(billions);
        assertThat(network.output()).isEqualTo(Shape.vector(1000));
        isOnThePage(network);
    }

    /**
     * The authors' program, whose counts its users check, on CIFAR-10; the paper, tables 1 and 4, rounds them to tenths of a
     * million.
     */
    @ParameterizedTest
    @CsvSource({"16,4,2748890,2.7", "40,2,2243546,2.2", "16,8,10961370,11.0", "22,8,17158106,17.2", "40,4,8949210,8.9",
        "28,10,36479194,36.5"})
    void wideResNetAsPublished(int depth, int width, long parameters, BigDecimal millions) throws IOException {
        Network network = Network.of(SMALL, WideResNet.of(depth, width));
        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(rounded(network.parameters(), 6, 1)).isEqualTo(millions);
        isOnThePage(network);
    }

    /** Keras' applications count so; the paper, tables 6 and 7, has 4.2, 2.6, 1.3, 0.5 and 569, 325, 149, 41 millions. */
    @ParameterizedTest
    @CsvSource({"1,4231976,4.2,569", "0.75,2585560,2.6,325", "0.5,1331592,1.3,149", "0.25,470072,0.5,41"})
    void mobileNetV1AsPublished(double width, long parameters, BigDecimal millions, long multiplyAdds)
            throws IOException {
        Network network = Network.of(LARGE, MobileNetV1.of().width(width));
        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(rounded(network.parameters(), 6, 1)).isEqualTo(millions);
        assertThat(rounded(network.multiplyAdds(), 6, 0)).isEqualTo(BigDecimal.valueOf(multiplyAdds));
        isOnThePage(network);
    }

    @Test
    void mobileNetV1InFullWidthIsWhatItWas() {
        assertThat(Network.of(LARGE, MobileNetV1.of()).multiplyAdds()).isEqualTo(568_740_352);
        assertThat(Network.of(LARGE, ResNet18.of()).multiplyAdds()).isEqualTo(1_814_073_344);
    }

    /** The paper, table 4: 1.4 has 6.9 million parameters and 585 million multiply-adds, 1 has 3.4 and 300. */
    @Test
    void mobileNetV2WidensAsPublished() {
        Network wide = Network.of(LARGE, MobileNetV2.of().width(1.4));
        assertThat(rounded(wide.multiplyAdds(), 6, 0).longValue()).isBetween(575L, 595L);
        assertThat(Network.of(LARGE, MobileNetV2.of().width(0.5)).parameters()).isEqualTo(1_968_680);
    }

    /** What is usual for CIFAR-10: a 3×3 convolution in place of 7×7 and pooling. */
    @Test
    void resNet18ForSmallImagesAsUsual() throws IOException {
        Network network = Network.of(SMALL, ResNet.of(18).smallImages(true).classes(10));
        assertThat(network.parameters()).isEqualTo(11_173_962);
        isOnThePage(network);
    }

    @Test
    void leNet5AsPublished() {
        assertThat(Network.of(Shape.image(28, 28, 1), LeNet5.of()).parameters()).isEqualTo(61_706);
    }

    @Test
    void vggSmallCountsAsByHand() throws IOException {
        long convolutions = 9L * (3 * 64 + 64 * 64 + 64 * 128 + 128 * 128 + 128 * 256 + 256 * 256);
        long normalisations = 2L * (64 + 64 + 128 + 128 + 256 + 256);
        Network network = Network.of(SMALL, VggSmall.of());
        assertThat(network.parameters()).isEqualTo(convolutions + normalisations + 4 * 4 * 256 * 10 + 10);
        isOnThePage(network);
    }

    /** The counts with shortcuts without parameters, which the paper's table 6 rounds, and two shortcuts more. */
    @ParameterizedTest
    @CsvSource({"20,269722", "32,464154", "44,658586", "56,853018", "110,1727962"})
    void resNetForSmallImagesAsPublished(int depth, long withoutShortcuts) throws IOException {
        Network network = Network.of(SMALL, ResNetCifar.of(depth));
        long shortcuts = 16 * 32 + 32 * 64 + 2 * (32 + 64);
        assertThat(network.parameters()).isEqualTo(withoutShortcuts + shortcuts);
        assertThat(network.output()).isEqualTo(Shape.vector(10));
        isOnThePage(network);
        if (depth == 20) {
            assertThat(network.parameters()).isEqualTo(272_474);
        }
    }
}
