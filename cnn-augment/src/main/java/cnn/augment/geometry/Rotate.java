package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Turns an image about its centre by an angle drawn from [−degrees, degrees). To turn and shift and scale at once, use
 * {@link Affine}, which blurs less than one after the other.
 *
 * @param degrees the largest angle, 0 to 180
 * @param fill what comes in from outside
 */
@Id("rotate")
public record Rotate(@Default("15") double degrees, @Default("edge") Fill fill) implements Augmenter {
    public Rotate {
        Checks.range("rotate", "degrees", degrees, 0, 180, "an angle");
    }

    /** By at most this many degrees. */
    public static Rotate of(double degrees) {
        return new Rotate(degrees, Fill.EDGE);
    }

    /** What comes in from outside. */
    public Rotate fill(Fill value) {
        return new Rotate(degrees, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        draw(degrees, random).apply(source, target, fill);
    }

    static Warp draw(double degrees, Rng random) {
        return Warp.rotation(degrees * random.nextFloat(-1, 1));
    }
}
