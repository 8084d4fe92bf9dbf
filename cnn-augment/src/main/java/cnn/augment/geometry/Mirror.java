package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Mirrors an image about one axis drawn at random: the upright or the level one, each as often, and on demand the two
 * diagonals. Exact, no pixel is resampled. Unlike {@link Flip}, which has a direction of its own, it never gives half a
 * turn.
 *
 * @param probability how often, in [0, 1]
 * @param diagonals whether the diagonals are among the axes; for square images only
 */
@Id("mirror")
public record Mirror(@Default("0.5") double probability, @Default("false") boolean diagonals) implements Augmenter {
    public Mirror {
        Checks.probability("mirror", probability);
    }

    /** About the upright or the level axis, every other time. */
    public static Mirror of() {
        return new Mirror(0.5, false);
    }

    /** How often, in [0, 1]. */
    public Mirror probability(double value) {
        return new Mirror(value, diagonals);
    }

    /** Whether the diagonals are among the axes. */
    public Mirror diagonals(boolean value) {
        return new Mirror(probability, value);
    }

    @Override
    public void check(Shape image) {
        if (diagonals && image.height() != image.width()) {
            throw new IllegalArgumentException("Augmenter 'mirror' cannot mirror an image of shape " + image
                    + " about its diagonals: it is not square. Set diagonals to false, or make the images square.");
        }
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!random.nextBoolean(probability)) {
            target.copyFrom(source);
            return;
        }
        int axis = random.nextInt(diagonals ? 4 : 2);
        if (axis < 2) {
            Flip.apply(source, target, axis == 0, axis == 1);
        } else {
            transpose(source, target, axis == 3);
        }
    }

    /** About the diagonal from the top left, or the other one. */
    static void transpose(Image source, Image target, boolean other) {
        assert Checks.sameShape(source, target);
        int side = source.height();
        int channels = source.channels();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int from = other ? source.index(side - 1 - column, side - 1 - row) : source.index(column, row);
                System.arraycopy(source.pixels(), from, target.pixels(), target.index(row, column), channels);
            }
        }
    }
}
