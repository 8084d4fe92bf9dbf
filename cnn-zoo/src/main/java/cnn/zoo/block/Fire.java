package cnn.zoo.block;

import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;

/**
 * SqueezeNet's block: a 1×1 convolution to few channels, then a 1×1 and a 3×3 convolution of these side by side, ReLU behind
 * each. (H, W, C) → (H, W, 2 · expand).
 *
 * <p>Iandola and others, "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and &lt;0.5MB model size", 2016,
 * section 3.2.
 *
 * @param squeeze channels between, 1 or more
 * @param expand filters of each of the two convolutions behind, 1 or more
 */
@Id("fire")
public record Fire(int squeeze, int expand) implements Block {
    public Fire {
        Checks.atLeastOne("Fire", "squeeze", squeeze, 16);
        Checks.atLeastOne("Fire", "expand", expand, 64);
    }

    /** With so many channels between, and so many filters of each kind behind. */
    public static Fire of(int squeeze, int expand) {
        return new Fire(squeeze, expand);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("squeeze", Conv2d.of(squeeze, 1));
        Signal few = in.add("squeeze-relu", new Relu());
        in.add("expand1x1", Conv2d.of(expand, 1), few);
        Signal pixels = in.add("expand1x1-relu", new Relu());
        in.add("expand3x3", Conv2d.of(expand, 3).padding(Padding.of(1)), few);
        Signal windows = in.add("expand3x3-relu", new Relu());
        return in.add("concat", new Concat(), pixels, windows);
    }
}
