package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;

/**
 * Shows an image as if it were seen from another side: each of its corners moves inwards by distances drawn evenly from
 * [0, distortion) of half the height and half the width, straight lines stay straight. Resampled once.
 *
 * <p>As torchvision's {@code RandomPerspective}.
 *
 * @param distortion the farthest that corners move, as a share of the way to the middle, 0 to 0.6: beyond, lines could cross
 * @param probability how often, in [0, 1]
 * @param fill what comes in from outside
 */
@Id("perspective")
public record Perspective(@Default("0.3") double distortion, @Default("0.5") double probability,
        @Default("edge") Fill fill) implements Augmenter {
    public Perspective {
        Checks.range("perspective", "distortion", distortion, 0, 0.6, "a share");
        Checks.probability("perspective", probability);
    }

    /** Every other time, by at most so much. */
    public static Perspective of(double distortion) {
        return new Perspective(distortion, 0.5, Fill.EDGE);
    }

    /** How often, in [0, 1]. */
    public Perspective probability(double value) {
        return new Perspective(distortion, value, fill);
    }

    /** What comes in from outside. */
    public Perspective fill(Fill value) {
        return new Perspective(distortion, probability, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (Chance.spares(probability, source, target, random)) {
            return;
        }
        Projection.Corner upperLeft = corner(0, 0, random);
        Projection.Corner upperRight = corner(0, 1, random);
        Projection.Corner lowerRight = corner(1, 1, random);
        Projection.Corner lowerLeft = corner(1, 0, random);
        Projection.of(upperLeft, upperRight, lowerRight, lowerLeft).apply(source, target, fill);
    }

    /** Where a corner goes: height and width are 1. */
    private Projection.Corner corner(int down, int right, Rng random) {
        double rows = distortion / 2 * random.nextFloat();
        double columns = distortion / 2 * random.nextFloat();
        return new Projection.Corner(down == 0 ? rows : 1 - rows, right == 0 ? columns : 1 - columns);
    }
}
