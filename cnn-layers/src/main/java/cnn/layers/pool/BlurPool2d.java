package cnn.layers.pool;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.resampling.Resampling;
import cnn.layers.resampling.SampledAxis;

/**
 * Blurs each feature map and takes every so many pixels of it, so that a shift of the image by one pixel changes little:
 * y[i, j, c] = Σ over (k, l) of b[k] · b[l] · x[i · stride + k − before, j · stride + l − before, c] with
 * before = ⌊(size − 1) / 2⌋ and b the binomial coefficients that sum to 1, (1, 2, 1) / 4 for size 3. At its edges the image
 * is mirrored, the pixel at the edge not repeated. (H, W, C) → (⌈H / stride⌉, ⌈W / stride⌉, C). Nothing is learnt. Rejects
 * an image that is no larger than what would be mirrored.
 *
 * <p>In the place of a stride of 2: max-pool2d with stride 1 and this behind it, or a convolution with stride 1 and this
 * behind it.
 *
 * <p>Zhang, "Making convolutional networks shift-invariant again", ICML 2019.
 *
 * @param size rows and columns of the blur, from 1 to 7
 * @param stride pixels from one output to the next, 1 or more
 */
@Id("blur-pool2d")
public record BlurPool2d(@Default("3") int size, @Default("2") int stride) implements Layer {
    private static final int LARGEST = 7;

    public BlurPool2d {
        if (size < 1 || size > LARGEST || stride < 1) {
            throw new IllegalArgumentException("BlurPool2d was given size " + size + " and stride " + stride
                    + " but has a size from 1 to " + LARGEST + " and a stride of 1 or more. Give for example 3 and 2.");
        }
    }

    /** Size 3, stride 2. */
    public static BlurPool2d of() {
        return new BlurPool2d(3, 2);
    }

    /** With another size of the blur. */
    public BlurPool2d size(int pixels) {
        return new BlurPool2d(pixels, stride);
    }

    /** With another stride. */
    public BlurPool2d stride(int pixels) {
        return new BlurPool2d(size, pixels);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        if (Math.min(image.height(), image.width()) <= size / 2) {
            throw in.reject(
                    "a blur of " + size + "×" + size + " mirrors " + size / 2 + " pixels beside the edge, and an "
                            + "image of " + image.height() + "×" + image.width() + " has not as many",
                    "Use a size of at most " + (2 * Math.min(image.height(), image.width()) - 1));
        }
        return Resampling.bind(in, axis(image.height()), axis(image.width()));
    }

    private SampledAxis axis(int length) {
        int out = (int) (((long) length + stride - 1) / stride);
        SampledAxis.Builder axis = new SampledAxis.Builder(length, out);
        for (int i = 0; i < out; i++) {
            double weight = Math.scalb(1.0, 1 - size);
            for (int k = 0; k < size; k++) {
                int at = Math.abs(i * stride + k - (size - 1) / 2);
                axis.add(at < length ? at : 2 * (length - 1) - at, weight);
                weight = weight * (size - 1 - k) / (k + 1);
            }
            axis.next();
        }
        return axis.build();
    }
}
