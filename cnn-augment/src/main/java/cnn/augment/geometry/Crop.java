package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Pads an image on every side and cuts a piece of the old size out of it at a random place: a shift by whole pixels, at
 * most {@code padding} in each direction. The usual training on CIFAR pads 32×32 images by 4 zeros (He, Zhang, Ren and
 * Sun, "Deep residual learning for image recognition", CVPR 2016, section 4.2). Exact, no pixel is resampled.
 *
 * @param padding pixels on every side, 0 to 1000
 * @param fill what they hold
 */
@Id("crop")
public record Crop(@Default("4") int padding, @Default("zero") Fill fill) implements Augmenter {
    public Crop {
        Checks.range("crop", "padding", padding, 0, 1000, "pixels");
    }

    /** After padding by so many zeros on every side. */
    public static Crop of(int padding) {
        return new Crop(padding, Fill.ZERO);
    }

    /** What the padding holds. */
    public Crop fill(Fill value) {
        return new Crop(padding, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        int down = random.nextInt(2 * padding + 1) - padding;
        int right = random.nextInt(2 * padding + 1) - padding;
        WholePixels.move(source, target, down, right, fill);
    }
}
