package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Blends;
import cnn.augment.pixel.Checks;

/**
 * Takes the colours away: red, green and blue all become {@code 0.299·R + 0.587·G + 0.114·B}. For images of red, green and
 * blue.
 *
 * <p>ITU-R BT.601; torchvision's {@code RandomGrayscale}.
 *
 * @param probability how often, in [0, 1]
 */
@Id("greyscale")
public record Greyscale(@Default("0.1") double probability) implements Augmenter {
    public Greyscale {
        Checks.probability("greyscale", probability);
    }

    /** One time in ten. */
    public static Greyscale of() {
        return new Greyscale(0.1);
    }

    /** How often, in [0, 1]. */
    public Greyscale probability(double value) {
        return new Greyscale(value);
    }

    @Override
    public void check(Shape image) {
        Checks.colours("greyscale", image);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Blends.saturation(source, target, 0);
        }
    }
}
