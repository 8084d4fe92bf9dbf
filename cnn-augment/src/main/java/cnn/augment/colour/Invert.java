package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;
import cnn.augment.pixel.Curves;

/**
 * Makes light dark and dark light: {@code y = 1 − x}.
 *
 * <p>As Pillow's {@code ImageOps.invert}; torchvision's {@code RandomInvert}.
 *
 * @param probability how often, in [0, 1]
 */
@Id("invert")
public record Invert(@Default("0.5") double probability) implements Augmenter {
    public Invert {
        Checks.probability("invert", probability);
    }

    /** Every other time. */
    public static Invert of() {
        return new Invert(0.5);
    }

    /** How often, in [0, 1]. */
    public Invert probability(double value) {
        return new Invert(value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Curves.invert(source, target);
        }
    }
}
