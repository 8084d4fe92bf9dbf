package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Moves an image by whole pixels, as many as are drawn from −fraction … fraction of its height and of its width. Pixels
 * stay as sharp as they were: a network that only ever saw blurred ones does worse on the images as they are.
 *
 * @param fraction the largest distance as a share of height and width, 0 to 1
 * @param fill what comes in from outside
 */
@Id("shift")
public record Shift(@Default("0.1") double fraction, @Default("edge") Fill fill) implements Augmenter {
    public Shift {
        Checks.range("shift", "fraction", fraction, 0, 1, "a share");
    }

    /** By at most this share of height and width. */
    public static Shift of(double fraction) {
        return new Shift(fraction, Fill.EDGE);
    }

    /** What comes in from outside. */
    public Shift fill(Fill value) {
        return new Shift(fraction, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        int down = steps(source.height(), random);
        int right = steps(source.width(), random);
        WholePixels.move(source, target, down, right, fill);
    }

    private int steps(int length, Rng random) {
        int reach = (int) Math.round(fraction * length);
        return random.nextInt(2 * reach + 1) - reach;
    }

    /** A shift by any part of a pixel, for a picture that is resampled anyway. */
    static Warp draw(double fraction, Image image, Rng random) {
        double down = fraction * image.height() * random.nextFloat(-1, 1);
        double right = fraction * image.width() * random.nextFloat(-1, 1);
        return Warp.shift(down, right);
    }
}
