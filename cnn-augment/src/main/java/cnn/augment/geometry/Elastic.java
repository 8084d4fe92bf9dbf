package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Bell;
import cnn.augment.pixel.Checks;

/**
 * Bends an image as if it were drawn on rubber: every pixel is fetched from a place displaced by a smooth random field.
 * Each of the field's two components is noise, even in [−1, 1), blurred by a Gaussian of {@code sigma} pixels and
 * multiplied by {@code alpha} pixels. A pixel thus moves by about {@code 0.16·alpha/sigma} pixels (root mean square) in
 * each direction: 1.4 with the defaults, which were found best for 28×28 handwriting. A small sigma crumples, a large
 * one only bends.
 *
 * <p>Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document
 * analysis", ICDAR 2003, section 2. The blur ends at 3 sigma.
 *
 * @param alpha strength in pixels, 0 to 10,000
 * @param sigma smoothness in pixels, 0.5 to 100
 * @param fill what comes in from outside
 */
@Id("elastic")
public record Elastic(@Default("34") double alpha, @Default("4") double sigma,
        @Default("edge") Fill fill) implements Augmenter {
    public Elastic {
        Checks.range("elastic", "alpha", alpha, 0, 10_000, "pixels");
        Checks.range("elastic", "sigma", sigma, 0.5, 100, "pixels");
    }

    /** With strength alpha and smoothness sigma, in pixels. */
    public static Elastic of(double alpha, double sigma) {
        return new Elastic(alpha, sigma, Fill.EDGE);
    }

    /** What comes in from outside. */
    public Elastic fill(Fill value) {
        return new Elastic(alpha, sigma, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        assert Checks.sameShape(source, target);
        Shape shape = source.shape();
        float[] bell = Bell.of(sigma);
        float[] down = field(shape, bell, random);
        float[] right = field(shape, bell, random);
        int stride = stride(shape, bell);
        int at = 0;
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                int pixel = row * stride + column;
                Bilinear.sample(source, fill, row + down[pixel], column + right[pixel], target.pixels(), at);
                at += shape.channels();
            }
        }
    }

    /**
     * One component of the displacement, in pixels: that of (row, column) lies at {@code row·stride + column}. The noise
     * reaches over the edges as far as the blur does, so that the edges bend as much as the middle.
     */
    float[] field(Shape shape, float[] bell, Rng random) {
        int stride = stride(shape, bell);
        float[] noise = new float[(shape.height() + bell.length - 1) * stride];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat(-1, 1);
        }
        float[] blurred = new float[noise.length];
        blur(noise, 1, 1, bell, blurred, noise.length - bell.length + 1);
        float[] field = new float[shape.height() * stride];
        blur(blurred, stride, (float) alpha, bell, field, field.length);
        return field;
    }

    /** Floats from one row of a {@link #field} to the next. */
    static int stride(Shape shape, float[] bell) {
        return shape.width() + bell.length - 1;
    }

    /** The bell's mean of every {@code step}-th number, for all rows at once. */
    private static void blur(float[] in, int step, float factor, float[] bell, float[] out, int count) {
        // The copy gives both arrays of the sum the same index, without which the JIT does not vectorize it: 2.6× at 32×32.
        float[] shifted = new float[count];
        for (int tap = 0; tap < bell.length; tap++) {
            float weight = factor * bell[tap];
            System.arraycopy(in, tap * step, shifted, 0, count);
            for (int i = 0; i < count; i++) {
                out[i] += weight * shifted[i];
            }
        }
    }
}
