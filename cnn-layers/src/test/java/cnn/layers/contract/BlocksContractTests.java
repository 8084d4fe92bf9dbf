package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Entry;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Sigmoid;
import cnn.layers.activation.Tanh;
import cnn.layers.block.BlocksPlugin;
import cnn.layers.block.Merge;
import cnn.layers.block.Parallel;
import cnn.layers.block.Repeat;
import cnn.layers.block.Residual;
import cnn.layers.block.SeparableConv2d;
import cnn.layers.block.Sequential;
import cnn.testkit.BlockCase;
import cnn.testkit.BlockContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients over whole blocks, and what they refuse. */
class BlocksContractTests implements BlockContract {
    private static final Shape IMAGE = Shape.image(5, 4, 3);

    private static Conv2d same(int filters) {
        return Conv2d.of(filters, 3).padding(Padding.SAME);
    }

    @Override
    public List<BlockCase> cases() {
        return List.of(
                BlockCase.of(Sequential.of(same(4), new Tanh()), IMAGE).giving(Shape.image(5, 4, 4)),
                BlockCase.of(new Sequential(List.of(Entry.of("a", same(3)), Entry.of("b", same(3)).from("input"),
                        Entry.of(new Add()).from("a", "b", "input"))), IMAGE).giving(IMAGE),
                BlockCase.of(Sequential.of(new Concat(), new Tanh()), IMAGE, IMAGE).giving(Shape.image(5, 4,
                        6)),
                BlockCase.of(Residual.of(same(3), BatchNorm.of(), new Tanh(), same(3)), IMAGE).giving(IMAGE),
                BlockCase.of(Residual.of(same(2).stride(2)).shortcut(Conv2d.of(2, 1).stride(2)), IMAGE).giving(Shape
                        .image(3, 2, 2)),
                BlockCase.of(Residual.of(same(2).stride(2)), IMAGE).refused(),
                BlockCase.of(Residual.of(Dense.of(3)), Shape.vector(4)).refused(),
                BlockCase.of(Parallel.of(Merge.CONCAT, same(2), Conv2d.of(1, 1)).branch(same(1), new Tanh()), IMAGE)
                        .giving(Shape.image(5, 4, 4)),
                BlockCase.of(new Parallel(List.of(List.of(), Entry.chain(new GlobalAveragePool2d(), Dense.of(3),
                        new Sigmoid())), Merge.MULTIPLY), IMAGE).giving(IMAGE),
                BlockCase.of(Parallel.of(Merge.ADD, same(3), same(3)), IMAGE).giving(IMAGE),
                BlockCase.of(Parallel.of(Merge.ADD, same(3), same(2)), IMAGE).refused(),
                BlockCase.of(Parallel.of(Merge.MAXIMUM, same(3), same(3)), IMAGE).giving(IMAGE),
                BlockCase.of(SeparableConv2d.of(4, 3).multiplier(2).stride(2).padding(Padding.SAME), IMAGE)
                        .giving(Shape.image(3, 2, 4)),
                BlockCase.of(SeparableConv2d.of(2, 3), Shape.vector(3)).refused(),
                BlockCase.of(Repeat.of(2, Residual.of(same(3)), new Tanh()), IMAGE).giving(IMAGE));
    }

    @Test
    void everyBlockHasACase() {
        assertThat(new BlocksPlugin().components()).allSatisfy(block -> assertThat(cases().toString()).contains(block
                .getSimpleName() + "["));
    }
}
