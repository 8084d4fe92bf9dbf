package cnn.layers.normalization;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.init.Constant;

/**
 * Gives the channels of every position the root mean square 1, then a scale that is learnt:
 * y[c] = scale[c] · x[c] / √(Σⱼ x[j]² / C + epsilon). A {@link LayerNorm} that leaves the mean alone, and so is cheaper.
 * The same in training and in prediction.
 *
 * <p>Any shape: channels are the last axis of (H, W, C), or all of (features). Parameter {@code scale} (C), 1 at first.
 *
 * <p>Zhang and Sennrich, "Root mean square layer normalization", NeurIPS 2019, equation 4.
 *
 * @param epsilon keeps the division from exploding, above 0
 */
@Id("rms-norm")
public record RmsNorm(@Default("1.0e-5") double epsilon) implements Layer {
    public RmsNorm {
        Checks.positive("RmsNorm", "epsilon", epsilon, "0.00001");
    }

    /** Epsilon 10⁻⁵. */
    public static RmsNorm of() {
        return new RmsNorm(1e-5);
    }

    /** With another epsilon. */
    public RmsNorm epsilon(double least) {
        return new RmsNorm(least);
    }

    @Override
    public Bound bind(Binding in) {
        Param scale = in.param("scale", Shape.vector(in.input().channels()), new Constant(1));
        return Bound.of(in.input(), new RowNormOp(in, epsilon, scale, null));
    }
}
