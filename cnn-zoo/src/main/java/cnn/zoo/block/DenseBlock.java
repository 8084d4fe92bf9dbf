package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Dropout;
import cnn.layers.activation.Relu;

/**
 * DenseNet's block: each layer sees what all before it have found, and adds {@code growth} feature maps. A layer is batch
 * normalisation, ReLU, a 1×1 convolution to 4 · growth channels, batch normalisation, ReLU, a 3×3 convolution to
 * {@code growth}. (H, W, C) → (H, W, C + layers · growth).
 *
 * <p>Huang, Liu, van der Maaten and Weinberger, "Densely connected convolutional networks", CVPR 2017: DenseNet-B.
 *
 * @param layers how many, 1 or more
 * @param growth feature maps that a layer adds, 1 or more
 * @param dropout share of values dropped behind each layer, in [0, 1); 0 for no such layer
 */
@Id("dense-block")
public record DenseBlock(int layers, int growth, @Default("0") double dropout) implements Block {
    private static final int BETWEEN = 4;

    public DenseBlock {
        Checks.atLeastOne("DenseBlock", "layers", layers, 6);
        Checks.atLeastOne("DenseBlock", "growth", growth, 32);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** So many layers that add so many feature maps each. */
    public static DenseBlock of(int layers, int growth) {
        return new DenseBlock(layers, growth, 0);
    }

    /** With so large a share of values dropped behind each layer. */
    public DenseBlock dropout(double rate) {
        return new DenseBlock(layers, growth, rate);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        Unit unit = new Unit(growth, dropout);
        Signal end = in.add("layer1", unit);
        for (int i = 2; i <= layers; i++) {
            end = in.add("layer" + i, unit);
        }
        return end;
    }

    private record Unit(int growth, double dropout) implements Block {
        @Override
        public Signal expand(Expansion in) {
            in.add("norm1", BatchNorm.of());
            in.add("relu1", new Relu());
            in.add("conv1", ConvNorm.convolution(Math.multiplyExact(BETWEEN, growth), 1, 1));
            in.add("norm2", BatchNorm.of());
            in.add("relu2", new Relu());
            Signal found = in.add("conv2", ConvNorm.convolution(growth, 3, 1));
            if (dropout > 0) {
                found = in.add("dropout", Dropout.of(dropout));
            }
            return in.add("concat", new Concat(), in.input(), found);
        }
    }
}
