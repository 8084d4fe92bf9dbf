package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Makes an image's content larger or smaller about the centre, by a factor whose logarithm is drawn evenly: from ½ to 2,
 * half of the images shrink.
 *
 * @param min the smallest factor, 0.01 to 100
 * @param max the largest factor, 0.01 to 100
 * @param fill what comes in from outside
 */
@Id("scale")
public record Scale(@Default("0.9") double min, @Default("1.1") double max,
        @Default("edge") Fill fill) implements Augmenter {
    public Scale {
        Checks.range("scale", "min", min, 0.01, 100, "a factor");
        Checks.range("scale", "max", max, 0.01, 100, "a factor");
        Checks.order("scale", "min", min, "max", max);
    }

    /** By a factor from min to max. */
    public static Scale of(double min, double max) {
        return new Scale(min, max, Fill.EDGE);
    }

    /** What comes in from outside. */
    public Scale fill(Fill value) {
        return new Scale(min, max, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        draw(min, max, random).apply(source, target, fill);
    }

    static Warp draw(double min, double max, Rng random) {
        return Warp.scale(min * StrictMath.exp(StrictMath.log(max / min) * random.nextFloat()));
    }
}
