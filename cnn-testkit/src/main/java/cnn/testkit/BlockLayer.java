package cnn.testkit;

import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Block;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.testkit.BlockWriting.Step;
import java.util.List;

/**
 * A block as one layer: written out, its layers run one after the other in buffers of their own, and whatever is true of a
 * layer can be asked of it. No other engine is needed for that, and none would run it so.
 *
 * @param block the block
 */
record BlockLayer(Block block) implements Layer {
    @Override
    public Bound bind(Binding in) {
        BlockWriting writing = BlockWriting.of(block, in);
        List<Step> steps = writing.steps();
        long multiplyAdds = steps.stream().mapToLong(step -> step.bound().multiplyAdds()).sum();
        int leastBatch = steps.stream().mapToInt(step -> step.bound().leastBatch()).max().orElse(1);
        return new Bound(steps.getLast().bound().output(), new BlockOp(steps, in), multiplyAdds, leastBatch);
    }

    /** The layers that it is written out as. */
    List<Step> steps(List<Shape> inputs) {
        return ((BlockOp) BoundLayer.of("block", this, inputs).op()).steps();
    }

    @Override
    public String toString() {
        return block.toString();
    }
}
