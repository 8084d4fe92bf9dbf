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
 * Gives the channels of every position mean 0 and variance 1, then a scale and a shift that are learnt:
 * y[c] = scale[c] · (x[c] − mean) / √(variance + epsilon) + shift[c], mean and variance being those of the position's C
 * numbers; the variance divides by C. The same in training and in prediction.
 *
 * <p>Any shape: channels are the last axis of (H, W, C), or all of (features). Parameters {@code scale} (C), 1 at first,
 * and {@code shift} (C), 0 at first. Rejects a single channel, which would be its own mean.
 *
 * <p>Over a whole image, all channels together, it is {@link GroupNorm} with one group.
 *
 * <p>Ba, Kiros and Hinton, "Layer normalization", 2016.
 *
 * @param epsilon keeps the division from exploding, above 0
 */
@Id("layer-norm")
public record LayerNorm(@Default("1.0e-5") double epsilon) implements Layer {
    public LayerNorm {
        Checks.positive("LayerNorm", "epsilon", epsilon, "0.00001");
    }

    /** Epsilon 10⁻⁵. */
    public static LayerNorm of() {
        return new LayerNorm(1e-5);
    }

    /** With another epsilon. */
    public LayerNorm epsilon(double least) {
        return new LayerNorm(least);
    }

    @Override
    public Bound bind(Binding in) {
        int channels = in.input().channels();
        if (channels == 1) {
            throw in.reject("a position has one channel, which is its own mean, and every output would be the shift",
                    "Put it behind a layer of 2 channels or more, or use group-norm with 1 group");
        }
        Param scale = in.param("scale", Shape.vector(channels), new Constant(1));
        Param shift = in.param("shift", Shape.vector(channels), new Constant(0));
        return Bound.of(in.input(), new RowNormOp(in, epsilon, scale, shift));
    }
}
