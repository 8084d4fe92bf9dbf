package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Slants an image: upright lines lean by an angle drawn from [−degrees, degrees), level lines stay level, the centre
 * stays where it is. For slants in every direction, chain it with {@link Rotate} or use {@link Affine}.
 *
 * @param degrees the largest angle, 0 to 80
 * @param fill what comes in from outside
 */
@Id("shear")
public record Shear(@Default("10") double degrees, @Default("edge") Fill fill) implements Augmenter {
    public Shear {
        Checks.range("shear", "degrees", degrees, 0, 80, "an angle");
    }

    /** By at most this many degrees. */
    public static Shear of(double degrees) {
        return new Shear(degrees, Fill.EDGE);
    }

    /** What comes in from outside. */
    public Shear fill(Fill value) {
        return new Shear(degrees, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        draw(degrees, random).apply(source, target, fill);
    }

    static Warp draw(double degrees, Rng random) {
        return Warp.shear(degrees * random.nextFloat(-1, 1));
    }
}
