package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Layer;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.registry.Registry;
import cnn.layers.Size;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.attention.Cbam;
import cnn.layers.attention.CoordinateAttention;
import cnn.layers.attention.SqueezeExcitation;
import cnn.layers.block.SeparableConv2d;
import org.junit.jupiter.api.Test;

/** Attention and separable convolution: their layers, and as many parameters as were published. */
class AttentionBlocksTests {
    private static final RecordCodec CODEC = new RecordCodec(Registry.load());
    /** Channels that the blocks of ResNet-50 give, and how many blocks give them. */
    private static final int[][] RESNET50 = {{256, 3}, {512, 4}, {1024, 6}, {2048, 3}};
    private static final long RESNET50_ALONE = 25_557_032;

    private static long parameters(Block block, int channels) {
        return Network.of(Shape.image(4, 4, channels), block).parameters();
    }

    private static long inResNet50(Block block) {
        long sum = 0;
        for (int[] stage : RESNET50) {
            sum += stage[1] * parameters(block, stage[0]);
        }
        return sum;
    }

    /** The paper, section 4: Σ N · 2 · C² / r ≈ 2.5 million; seresnet50 of timm, with biases: 28,088,024. */
    @Test
    void squeezeAndExcitationHasThePublishedParameters() {
        assertThat(inResNet50(SqueezeExcitation.of().bias(false))).isEqualTo(2_514_944);
        assertThat(RESNET50_ALONE + inResNet50(SqueezeExcitation.of())).isEqualTo(28_088_024);
    }

    /** The paper, table 4: ResNet-50 with CBAM has 28.09 million. */
    @Test
    void cbamHasThePublishedParameters() {
        long all = RESNET50_ALONE + inResNet50(Cbam.of());
        assertThat(all).isEqualTo(28_089_624);
        assertThat(Math.round(all / 1e4)).isEqualTo(2809);
    }

    /** The paper, table 3: MobileNet-v2 (3,504,872) with coordinate attention has 3.95 million. */
    @Test
    void coordinateAttentionHasThePublishedParameters() {
        int[][] expanded = {{96, 1}, {144, 2}, {192, 3}, {384, 4}, {576, 3}, {960, 3}};
        long all = 3_504_872;
        for (int[] blocks : expanded) {
            all += blocks[1] * parameters(CoordinateAttention.of(), blocks[0]);
        }
        assertThat(all).isEqualTo(3_950_408);
        assertThat(Math.round(all / 1e4)).isEqualTo(395);
    }

    /** Keras: SeparableConv2D(32, 3) of 16 channels has 3 · 3 · 16 + 16 · 32 + 32 parameters. */
    @Test
    void separableConvolutionHasTheParametersOfKeras() {
        assertThat(parameters(SeparableConv2d.of(32, 3), 16)).isEqualTo(9 * 16 + 16 * 32 + 32);
        assertThat(parameters(SeparableConv2d.of(32, 3).multiplier(2).bias(false), 16)).isEqualTo(9 * 32 + 32 * 32);
        assertThat(Network.of(Shape.image(9, 9, 3), SeparableConv2d.of(4, 3).stride(2)).nodes())
                .extracting(Node::name).containsExactly("separable-conv2d-1/depthwise", "separable-conv2d-1/pointwise");
        assertThatThrownBy(() -> SeparableConv2d.of(0, 3)).hasMessage("SeparableConv2d needs at least 1 filter and a "
                + "multiplier of at least 1 but was given 0 and 1. Give for example 32 and 1.");
    }

    @Test
    void pipelinesCanSayAllOfIt() {
        assertThat(CODEC.decode(Block.class, ConfigNode.yaml("y",
                "squeeze-excitation: {reduction: 4, hidden: 8, gate: hard-sigmoid}")))
                .isEqualTo(SqueezeExcitation.of().reduction(4).hidden(8).gate(HardSigmoid.of()));
        assertThat(CODEC.decode(Block.class, ConfigNode.yaml("y", "cbam"))).isEqualTo(Cbam.of());
        assertThat(CODEC.decode(Block.class, ConfigNode.yaml("y", "separable-conv2d: {filters: 8, kernel: 3x5}")))
                .isEqualTo(new SeparableConv2d(8, new Size(3, 5), 1, Size.of(1), cnn.layers.Padding.VALID, Size.of(1),
                        true));
        assertThat(CODEC.decode(Layer.class, ConfigNode.yaml("y", "pad2d: {sides: '1,2,1,2', mode: reflect}")))
                .hasToString("Pad2d[sides=1,2,1,2, mode=REFLECT, value=0.0]");
        assertThat(CODEC.decode(Layer.class, ConfigNode.yaml("y", "reshape: {to: [2, -1]}")))
                .hasToString("Reshape[to=[2, -1]]");
    }

    @Test
    void refusesOptionsThatMeanNothing() {
        assertThatThrownBy(() -> SqueezeExcitation.of().reduction(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SqueezeExcitation reduction is 0 but channels are divided by 1 or more. Give for example 16.");
        assertThatThrownBy(() -> SqueezeExcitation.of().hidden(0))
                .hasMessage("SqueezeExcitation hidden is 0 but at least 1 "
                        + "number stands between its layers. Give for example 16, or leave it out.");
        assertThatThrownBy(() -> Cbam.of().kernel(4))
                .hasMessage("Cbam kernel is 4 but an odd one is needed, which has a "
                        + "pixel in its middle. Give for example 7.");
        assertThatThrownBy(() -> CoordinateAttention.of().reduction(-1)).hasMessage(
                "CoordinateAttention reduction is -1 but channels are divided by 1 or more. Give for example 16.");
    }
}
