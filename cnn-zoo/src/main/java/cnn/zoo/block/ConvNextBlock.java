package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Conv2d;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Padding;
import cnn.layers.activation.Gelu;
import cnn.layers.init.TruncatedNormal;
import cnn.layers.noise.DropPath;
import cnn.layers.normalization.LayerNorm;
import cnn.layers.normalization.LayerScale;

/**
 * ConvNeXt's block: a depthwise 7×7 convolution, layer normalisation, a 1×1 convolution to four times the channels, GELU, a
 * 1×1 convolution back, a learnt scale for each channel that begins near 0, and the input added. Weights begin as a truncated
 * normal of deviation 0.02. (H, W, C) → (H, W, C).
 *
 * <p>Liu and others, "A ConvNet for the 2020s", CVPR 2022, figure 4; the scale: Touvron and others, "Going deeper with image
 * transformers", ICCV 2021.
 *
 * @param dropPath share of examples that take the shortcut alone in training, in [0, 1)
 * @param layerScale what the scale of every channel is at first
 */
@Id("convnext-block")
public record ConvNextBlock(@Default("0") double dropPath, @Default("1.0e-6") double layerScale) implements Block {
    private static final int EXPANSION = 4;

    public ConvNextBlock {
        DropPath.of(dropPath); // refuses what is no rate
        LayerScale.of(layerScale); // refuses what is no number
    }

    /** No example dropped, a scale that begins at 10⁻⁶. */
    public static ConvNextBlock of() {
        return new ConvNextBlock(0, 1e-6);
    }

    /** With so large a share of examples taking the shortcut alone. */
    public ConvNextBlock dropPath(double rate) {
        return new ConvNextBlock(rate, layerScale);
    }

    /** With a scale that begins elsewhere. */
    public ConvNextBlock layerScale(double start) {
        return new ConvNextBlock(dropPath, start);
    }

    @Override
    public Signal expand(Expansion in) {
        int channels = in.image().channels();
        TruncatedNormal start = TruncatedNormal.of(0.02);
        in.add("depthwise", DepthwiseConv2d.of(7).padding(Padding.of(3)).init(start));
        in.add("norm", LayerNorm.of().epsilon(1e-6));
        in.add("expand", Conv2d.of(Math.multiplyExact(EXPANSION, channels), 1).init(start));
        in.add("gelu", Gelu.of());
        in.add("project", Conv2d.of(channels, 1).init(start));
        Signal through = in.add("scale", LayerScale.of(layerScale));
        return Shortcut.add(in, through, in.input(), dropPath);
    }
}
