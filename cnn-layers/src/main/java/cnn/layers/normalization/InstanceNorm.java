package cnn.layers.normalization;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Gives every feature map of an example mean 0 and variance 1, then a scale and a shift that are learnt:
 * y[i, j, c] = scale[c] · (x[i, j, c] − mean) / √(variance + epsilon) + shift[c], mean and variance being those of the
 * H · W numbers of the map; the variance divides by their number. The same in training and in prediction. It takes an
 * image's own contrast away.
 *
 * <p>(H, W, C) → (H, W, C). Parameters {@code scale} (C), 1 at first, and {@code shift} (C), 0 at first. Rejects an image
 * of one pixel, which would be its own mean.
 *
 * <p>Ulyanov, Vedaldi and Lempitsky, "Instance normalization: the missing ingredient for fast stylization", 2016.
 *
 * @param epsilon keeps the division from exploding, above 0
 */
@Id("instance-norm")
public record InstanceNorm(@Default("1.0e-5") double epsilon) implements Layer {
    public InstanceNorm {
        Checks.positive("InstanceNorm", "epsilon", epsilon, "0.00001");
    }

    /** Epsilon 10⁻⁵. */
    public static InstanceNorm of() {
        return new InstanceNorm(1e-5);
    }

    /** With another epsilon. */
    public InstanceNorm epsilon(double least) {
        return new InstanceNorm(least);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        if (image.size() == image.channels()) {
            throw in.reject("a feature map has one pixel, which is its own mean, and every output would be the shift",
                    "Put it before the layers that shrink the image, or use layer-norm");
        }
        return Bound.of(image, new GroupNormOp(in, image.channels(), epsilon));
    }
}
