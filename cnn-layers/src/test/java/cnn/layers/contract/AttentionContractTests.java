package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.Silu;
import cnn.layers.attention.AttentionPlugin;
import cnn.layers.attention.Cbam;
import cnn.layers.attention.CoordinateAttention;
import cnn.layers.attention.SqueezeExcitation;
import cnn.testkit.BlockCase;
import cnn.testkit.BlockContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionContractTests implements BlockContract {
    private static final Shape IMAGE = Shape.image(5, 4, 6);

    @Override
    public List<BlockCase> cases() {
        return List.of(BlockCase.of(SqueezeExcitation.of().reduction(2), IMAGE).giving(IMAGE),
                BlockCase.of(SqueezeExcitation.of().hidden(4).bias(false).activation(new Silu()).gate(HardSigmoid.of()),
                        IMAGE).giving(IMAGE),
                BlockCase.of(SqueezeExcitation.of(), Shape.vector(6)).refused(),
                BlockCase.of(Cbam.of().reduction(2), IMAGE).giving(IMAGE),
                BlockCase.of(Cbam.of().kernel(3), Shape.image(3, 2, 2)).giving(Shape.image(3, 2, 2)),
                BlockCase.of(Cbam.of(), Shape.vector(6)).refused(),
                BlockCase.of(CoordinateAttention.of().reduction(1), IMAGE).giving(IMAGE),
                BlockCase.of(CoordinateAttention.of(), Shape.image(1, 3, 2)).giving(Shape.image(1, 3, 2)),
                BlockCase.of(CoordinateAttention.of(), Shape.vector(6)).refused());
    }

    @Test
    void everyBlockHasACase() {
        assertThat(new AttentionPlugin().components()).allSatisfy(block -> assertThat(cases().toString()).contains(block
                .getSimpleName() + "["));
    }
}
