package cnn.augment;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;

/**
 * Moves an image by distances drawn from [−fraction, fraction) of its height and of its width, parts of pixels
 * included. For whole pixels only, which leaves pixels sharp, use {@link Crop}.
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
        draw(fraction, source, random).apply(source, target, fill);
    }

    static Warp draw(double fraction, Image image, Rng random) {
        double down = fraction * image.height() * random.nextFloat(-1, 1);
        double right = fraction * image.width() * random.nextFloat(-1, 1);
        return Warp.shift(down, right);
    }
}
