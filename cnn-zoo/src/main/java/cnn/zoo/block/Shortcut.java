package cnn.zoo.block;

import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.block.Sequential;
import cnn.layers.noise.DropPath;

/** The way around a residual block, and where it comes back. */
final class Shortcut {
    private Shortcut() {
    }

    /** The input, where the block keeps its shape; else a 1×1 convolution with batch normalisation (the paper's option B). */
    static Signal around(Expansion in, int filters, int stride) {
        return stride == 1 && in.image().channels() == filters
                ? in.input()
                : in.add("shortcut", Sequential.of(ConvNorm.convolution(filters, 1, stride), BatchNorm.of()));
    }

    /** The sum of both ways, of which training drops the one through the block at this rate. */
    static Signal add(Expansion in, Signal through, Signal around, double dropPath) {
        Signal kept = dropPath == 0 ? through : in.add("drop-path", DropPath.of(dropPath), through);
        return in.add("add", new Add(), kept, around);
    }
}
