package cnn.layers.noise;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.layers.chance.NoiseOp;
import cnn.layers.chance.Rate;
import java.util.Arrays;

/**
 * Drops square regions of feature maps by chance: in training y = x · m · (numbers of m) / (sum of m), where m is 0 in the
 * regions and 1 elsewhere, so that the mean stays; in prediction y = x. (H, W, C) → (H, W, C). Each map has regions of its
 * own, and an example is scaled by what is left of it.
 *
 * <p>A region begins at each pixel where it fits with probability
 * rate · H · W / (size² · (H − size + 1) · (W − size + 1)); regions may overlap, so that a little less than {@code rate} is
 * dropped. A region is no larger than the image.
 *
 * <p>Ghiasi, Lin and Le, "DropBlock: a regularization method for convolutional networks", NeurIPS 2018, algorithm 1.
 *
 * @param rate share of a map that is dropped, in [0, 1)
 * @param size rows and columns of a region, 1 or more
 */
@Id("drop-block")
public record DropBlock(double rate, @Default("7") int size) implements Layer {
    public DropBlock {
        Rate.check("DropBlock", rate, 0.1);
        if (size < 1) {
            throw new IllegalArgumentException(
                    "DropBlock size is " + size + " but a region has at least 1 pixel. Give for example 7.");
        }
    }

    /** Drops the given share in regions of 7×7. */
    public static DropBlock of(double rate) {
        return new DropBlock(rate, 7);
    }

    /** With regions of another size. */
    public DropBlock size(int pixels) {
        return new DropBlock(rate, pixels);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        return Bound.of(image, new Dropping(image, this, in.saved(image.size())));
    }

    private static final class Dropping extends NoiseOp {
        private final int height;
        private final int width;
        private final int channels;
        private final int block;
        private final float chance;
        private final FloatSlot factors;

        Dropping(Shape image, DropBlock layer, FloatSlot factors) {
            super(image.size(), 8);
            height = image.height();
            width = image.width();
            channels = image.channels();
            block = Math.min(layer.size, Math.min(height, width));
            chance = (float) (layer.rate * height * width
                    / ((double) block * block * (height - block + 1) * (width - block + 1)));
            this.factors = factors;
        }

        @Override
        protected void disturb(Forward pass, int example, int first) {
            float[] factor = pass.floats(factors);
            Arrays.fill(factor, first, first + size(), 1);
            drop(Rng.key(pass.randomKey(), example), factor, first);
            int left = 0;
            for (int i = first; i < first + size(); i++) {
                left += (int) factor[i];
            }
            float kept = left == 0 ? 0 : (float) size() / left;
            for (int i = first; i < first + size(); i++) {
                factor[i] *= kept;
            }
            multiply(pass.input(), factor, pass.output(), first);
        }

        /** Clears the regions that begin somewhere. */
        private void drop(long key, float[] factor, int first) {
            int index = 0;
            for (int row = 0; row <= height - block; row++) {
                for (int column = 0; column <= width - block; column++) {
                    for (int c = 0; c < channels; c++) {
                        if (Rng.uniform(key, index++) < chance) {
                            clear(factor, first + (row * width + column) * channels + c);
                        }
                    }
                }
            }
        }

        private void clear(float[] factor, int at) {
            for (int row = 0; row < block; row++) {
                for (int column = 0; column < block; column++) {
                    factor[at + (row * width + column) * channels] = 0;
                }
            }
        }

        @Override
        protected void disturbGradient(Backward pass, int example, int first) {
            multiply(pass.outputGradient(), pass.floats(factors), pass.inputGradient(), first);
        }

        private void multiply(float[] in, float[] factor, float[] out, int first) {
            for (int i = first; i < first + size(); i++) {
                out[i] = in[i] * factor[i];
            }
        }
    }
}
