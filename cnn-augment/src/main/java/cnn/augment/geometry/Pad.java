package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;

/**
 * Puts a margin around an image and brings the whole back to the old size, so that what it shows becomes smaller and stands
 * anywhere. Each of the four margins is drawn on its own, evenly from [0, share) of the height or the width. Resampled once.
 * To pad without making smaller, use {@link Crop}.
 *
 * <p>After Liu and others, "SSD: single shot multibox detector", ECCV 2016, section 3.6, which enlarges to 16 times the area;
 * torchvision's {@code RandomZoomOut}.
 *
 * @param share the widest margin as a share of height and width, 0 to 2
 * @param probability how often, in [0, 1]
 * @param fill what the margins hold
 */
@Id("pad")
public record Pad(@Default("0.25") double share, @Default("0.5") double probability,
        @Default("edge") Fill fill) implements Augmenter {
    public Pad {
        Checks.range("pad", "share", share, 0, 2, "a share");
        Checks.probability("pad", probability);
    }

    /** Every other time, with margins of at most this share of height and width. */
    public static Pad of(double share) {
        return new Pad(share, 0.5, Fill.EDGE);
    }

    /** How often, in [0, 1]. */
    public Pad probability(double value) {
        return new Pad(share, value, fill);
    }

    /** What the margins hold. */
    public Pad fill(Fill value) {
        return new Pad(share, probability, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (Chance.spares(probability, source, target, random)) {
            return;
        }
        double top = share * source.height() * random.nextFloat();
        double bottom = share * source.height() * random.nextFloat();
        double left = share * source.width() * random.nextFloat();
        double right = share * source.width() * random.nextFloat();
        Warp.window(-top, -left, top + source.height() + bottom, left + source.width() + right, source)
                .apply(source, target, fill);
    }
}
