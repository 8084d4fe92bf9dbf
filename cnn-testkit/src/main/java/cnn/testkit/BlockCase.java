package cnn.testkit;

import cnn.api.Shape;
import cnn.api.layer.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block with inputs that it takes, or refuses: one row of a {@link BlockContract}. */
public final class BlockCase {
    private final Block block;
    private final List<Shape> inputs;
    private final @Nullable Shape output;
    private final boolean refused;

    private BlockCase(Block block, List<Shape> inputs, @Nullable Shape output, boolean refused) {
        this.block = block;
        this.inputs = inputs;
        this.output = output;
        this.refused = refused;
    }

    /** A block and the shapes of its inputs, one example each. */
    public static BlockCase of(Block block, Shape... inputs) {
        if (inputs.length == 0) {
            throw new IllegalArgumentException(
                    "A block case needs at least one input shape but was given none. Give BlockCase.of(block, shape).");
        }
        return new BlockCase(block, List.of(inputs), null, false);
    }

    /** Says what shape one example of the output must have. */
    public BlockCase giving(Shape shape) {
        return new BlockCase(block, inputs, shape, refused);
    }

    /** Says that the block must refuse these inputs, and tell why. */
    public BlockCase refused() {
        return new BlockCase(block, inputs, output, true);
    }

    Block block() {
        return block;
    }

    List<Shape> inputs() {
        return inputs;
    }

    @Nullable
    Shape output() {
        return output;
    }

    boolean isRefused() {
        return refused;
    }

    Subject subject() {
        return new Subject("Block " + this);
    }

    /** The block as one layer. */
    LayerCase asLayer() {
        return LayerCase.of(new BlockLayer(block), inputs.toArray(Shape[]::new));
    }

    /** {@code ConvUnit[filters=4] on (6, 5, 3)}. */
    @Override
    public String toString() {
        return block + " on " + BoundLayer.list(inputs);
    }
}
