package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Slants, scales, turns and moves an image, in this order but in one resampling, which is faster and blurs less than
 * {@link Shear}, {@link Scale}, {@link Rotate} and {@link Shift} one after the other. 0, or factors of 1, leaves a part
 * out.
 *
 * @param rotate the largest angle in degrees, 0 to 180
 * @param shift the largest distance as a share of height and width, 0 to 1
 * @param minScale the smallest factor, 0.01 to 100
 * @param maxScale the largest factor, 0.01 to 100
 * @param shear the largest slant in degrees, 0 to 80
 * @param fill what comes in from outside
 */
@Id("affine")
public record Affine(@Default("10") double rotate, @Default("0.1") double shift, @Default("0.9") double minScale,
        @Default("1.1") double maxScale, @Default("5") double shear,
        @Default("edge") Fill fill) implements Augmenter {
    public Affine {
        Checks.range("affine", "rotate", rotate, 0, 180, "an angle");
        Checks.range("affine", "shift", shift, 0, 1, "a share");
        Checks.range("affine", "min-scale", minScale, 0.01, 100, "a factor");
        Checks.range("affine", "max-scale", maxScale, 0.01, 100, "a factor");
        Checks.order("affine", "min-scale", minScale, "max-scale", maxScale);
        Checks.range("affine", "shear", shear, 0, 80, "an angle");
    }

    /** Up to 10 degrees, a tenth of the image, a tenth larger or smaller, 5 degrees of slant. */
    public static Affine of() {
        return new Affine(10, 0.1, 0.9, 1.1, 5, Fill.EDGE);
    }

    /** The largest angle in degrees. */
    public Affine rotate(double value) {
        return new Affine(value, shift, minScale, maxScale, shear, fill);
    }

    /** The largest distance as a share of height and width. */
    public Affine shift(double value) {
        return new Affine(rotate, value, minScale, maxScale, shear, fill);
    }

    /** The smallest and the largest factor. */
    public Affine scale(double minScale, double maxScale) {
        return new Affine(rotate, shift, minScale, maxScale, shear, fill);
    }

    /** The largest slant in degrees. */
    public Affine shear(double value) {
        return new Affine(rotate, shift, minScale, maxScale, value, fill);
    }

    /** What comes in from outside. */
    public Affine fill(Fill value) {
        return new Affine(rotate, shift, minScale, maxScale, shear, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        Warp slant = Shear.draw(shear, random);
        Warp size = Scale.draw(minScale, maxScale, random);
        Warp turn = Rotate.draw(rotate, random);
        Warp move = Shift.draw(shift, source, random);
        slant.then(size).then(turn).then(move).apply(source, target, fill);
    }
}
