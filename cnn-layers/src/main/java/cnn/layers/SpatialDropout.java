package cnn.layers;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.kernel.PixelGroup;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.layers.chance.NoiseOp;
import cnn.layers.chance.Rate;

/**
 * Drops whole feature maps by chance: in training all of y[·, ·, c] is 0 with probability {@code rate} and otherwise
 * x[·, ·, c] / (1 − rate), so that the mean stays; in prediction y = x. (H, W, C) → (H, W, C). Neighbouring pixels
 * resemble each other, so dropping single values of an image takes little away from it; this does.
 *
 * <p>Tompson, Goroshin, Jain, LeCun and Bregler, "Efficient object localization using convolutional networks", CVPR
 * 2015, section 3.2.
 *
 * @param rate share of feature maps that is dropped, in [0, 1)
 */
@Id("spatial-dropout")
public record SpatialDropout(double rate) implements Layer {
    public SpatialDropout {
        Rate.check("SpatialDropout", rate, 0.25);
    }

    /** Drops the given share of feature maps. */
    public static SpatialDropout of(double rate) {
        return new SpatialDropout(rate);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        PixelGroup group = new PixelGroup(image.channels());
        return Bound.of(image, new Dropping(image, group, (float) rate, in.saved(group.width())));
    }

    private static final class Dropping extends NoiseOp {
        private final PixelGroup group;
        private final int width;
        private final float rate;
        private final FloatSlot factors;

        Dropping(Shape image, PixelGroup group, float rate, FloatSlot factors) {
            super(image.size(), 1);
            this.group = group;
            this.width = group.width();
            this.rate = rate;
            this.factors = factors;
        }

        @Override
        protected void disturb(Forward pass, int example, int first) {
            float[] factor = pass.floats(factors);
            long key = Rng.key(pass.randomKey(), example);
            float kept = 1 / (1 - rate);
            for (int c = 0; c < group.channels(); c++) {
                factor[example * width + c] = Rng.uniform(key, c) < rate ? 0 : kept;
            }
            group.repeat(factor, example * width);
            pass.kernels().channelwise().scale(pass.input(), first, size(), width, factor, example * width,
                    pass.output());
        }

        @Override
        protected void disturbGradient(Backward pass, int example, int first) {
            pass.kernels().channelwise().scale(pass.outputGradient(), first, size(), width, pass.floats(factors),
                    example * width, pass.inputGradient());
        }
    }
}
