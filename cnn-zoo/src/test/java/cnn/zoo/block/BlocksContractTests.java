package cnn.zoo.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.Silu;
import cnn.layers.activation.Tanh;
import cnn.layers.attention.SqueezeExcitation;
import cnn.layers.normalization.GroupNorm;
import cnn.testkit.BlockCase;
import cnn.testkit.BlockContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What networks are built of: gradients over whole blocks, what they refuse, what their layers are called. */
@Execution(ExecutionMode.CONCURRENT)
class BlocksContractTests implements BlockContract {
    private static final Shape IMAGE = Shape.image(5, 4, 4);
    private static final Shape HALF = Shape.image(3, 2, 4);

    @Override
    public List<BlockCase> cases() {
        return List.of(BlockCase.of(ConvNorm.of(6, 3).stride(2).groups(2).activation(new Silu()), IMAGE)
                .giving(Shape.image(3, 2, 6)),
                BlockCase.of(ConvNorm.of(4, 1).norm(GroupNorm.of(2)), IMAGE).giving(IMAGE),
                BlockCase.of(ConvNorm.of(4, 3), Shape.vector(4)).refused(),
                BlockCase.of(BasicBlock.of(4), IMAGE).giving(IMAGE),
                BlockCase.of(BasicBlock.of(6).stride(2), IMAGE).giving(Shape.image(3, 2, 6)),
                BlockCase.of(BasicBlock.of(4), Shape.vector(4)).refused(),
                BlockCase.of(Bottleneck.of(4), IMAGE).giving(IMAGE),
                BlockCase.of(Bottleneck.of(6).hidden(3).stride(2), IMAGE).giving(Shape.image(3, 2, 6)),
                BlockCase.of(Bottleneck.of(4), Shape.vector(4)).refused(),
                BlockCase.of(PreActivationBlock.of(4), IMAGE).giving(IMAGE),
                BlockCase.of(PreActivationBlock.of(6).stride(2), IMAGE).giving(Shape.image(3, 2, 6)),
                BlockCase.of(PreActivationBlock.of(4), Shape.vector(4)).refused(),
                BlockCase.of(InvertedResidual.of(4, 8).activation(new HardSwish()).attention(SqueezeExcitation.of()
                        .hidden(2).gate(HardSigmoid.of())), IMAGE).giving(IMAGE),
                BlockCase.of(InvertedResidual.of(4, 4).kernel(5).stride(2), IMAGE).giving(HALF),
                BlockCase.of(InvertedResidual.of(3, 8).norm(GroupNorm.of(1)).activation(new Tanh()), IMAGE)
                        .giving(Shape.image(5, 4, 3)),
                BlockCase.of(InvertedResidual.of(4, 8), Shape.vector(4)).refused(),
                BlockCase.of(Fire.of(2, 3), IMAGE).giving(Shape.image(5, 4, 6)),
                BlockCase.of(Fire.of(2, 3), Shape.vector(4)).refused(),
                BlockCase.of(DenseBlock.of(2, 2), Shape.image(3, 2, 3)).giving(Shape.image(3, 2, 7)),
                BlockCase.of(DenseBlock.of(1, 2), Shape.vector(4)).refused(),
                BlockCase.of(ShuffleUnit.of(4), IMAGE).giving(IMAGE),
                BlockCase.of(ShuffleUnit.of(6).stride(2), IMAGE).giving(Shape.image(3, 2, 6)),
                BlockCase.of(ShuffleUnit.of(6), IMAGE).refused(),
                BlockCase.of(ShuffleUnit.of(4), Shape.vector(4)).refused(),
                BlockCase.of(ConvNextBlock.of().layerScale(0.5), IMAGE).giving(IMAGE),
                BlockCase.of(ConvNextBlock.of(), Shape.vector(4)).refused(),
                BlockCase.of(RepVggBlock.of(4), IMAGE).giving(IMAGE),
                BlockCase.of(RepVggBlock.of(6).stride(2).groups(2), IMAGE).giving(Shape.image(3, 2, 6)),
                BlockCase.of(RepVggBlock.of(4), Shape.vector(4)).refused());
    }

    @Test
    void everyBlockHasACase() {
        assertThat(new BlockPlugin().components()).allSatisfy(block -> assertThat(cases().toString())
                .contains(block.getSimpleName() + "["));
    }

    @Test
    void layersAreCalledAfterWhatTheyDo() {
        assertThat(Network.of(IMAGE, InvertedResidual.of(4, 8).dropPath(0.1).attention(SqueezeExcitation.of())).nodes())
                .extracting(Node::name).map(name -> name.substring("inverted-residual-1/".length())).containsExactly(
                        "expand/conv", "expand/norm", "expand/relu6", "depthwise/conv", "depthwise/norm",
                        "depthwise/relu6", "attention/squeeze", "attention/reduce", "attention/activation",
                        "attention/expand", "attention/gate", "attention/weigh", "project/conv", "project/norm",
                        "drop-path", "add");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> BasicBlock.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BasicBlock filters is 0 but must be 1 or more. Give for example 64.");
        assertThatThrownBy(() -> Bottleneck.of(8).hidden(0))
                .hasMessage("Bottleneck hidden is 0 but must be 1 or more. Give for example 64.");
        assertThatThrownBy(() -> PreActivationBlock.of(8).stride(-1))
                .hasMessage("PreActivationBlock stride is -1 but must be 1 or more. Give for example 1.");
        assertThatThrownBy(() -> ConvNorm.of(8, 4))
                .hasMessage("ConvNorm kernel is 4 but an odd one is needed, which has "
                        + "a pixel in its middle. Give for example 3.");
        assertThatThrownBy(() -> ConvNorm.of(8, 3).groups(3))
                .hasMessage("ConvNorm groups is 3 but must divide the 8 filters. Give for example 1.");
        assertThatThrownBy(() -> InvertedResidual.of(8, 8).kernel(2))
                .hasMessage("InvertedResidual kernel is 2 but an odd "
                        + "one is needed, which has a pixel in its middle. Give for example 3.");
        assertThatThrownBy(() -> Fire.of(0, 4))
                .hasMessage("Fire squeeze is 0 but must be 1 or more. Give for example 16.");
        assertThatThrownBy(() -> DenseBlock.of(2, 0))
                .hasMessage("DenseBlock growth is 0 but must be 1 or more. Give for example 32.");
        assertThatThrownBy(() -> ShuffleUnit.of(7))
                .hasMessage("ShuffleUnit filters is 7 but an even number is needed, of "
                        + "which each branch gives half. Give for example 116.");
        assertThatThrownBy(() -> BasicBlock.of(8).dropPath(1)).hasMessage(
                "DropPath rate is 1.0 but must be in [0, 1), the share that is dropped. Give for example 0.1.");
        assertThatThrownBy(() -> Network.of(IMAGE, ShuffleUnit.of(6))).hasMessage("""
                Block 'shuffle-unit-1' ShuffleUnit[filters=6, stride=1] cannot take (5, 4, 4):
                with stride 1 it keeps the channels, but was given 4 and is to give 6. Give it 4 filters, or a stride of 2.\
                """);
    }
}
