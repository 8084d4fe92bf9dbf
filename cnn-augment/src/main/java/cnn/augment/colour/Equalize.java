package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;
import cnn.augment.pixel.Histograms;

/**
 * Equalizes the histogram of each channel, on 256 levels: {@code y = ⌊(⌊s/2⌋ + n)/s⌋/255}, where n is how many pixels lie
 * below x and s = ⌊(pixels − those of the highest level)/255⌋. A channel where s is 0 stays as it is: one of a single level,
 * or of fewer than 256 pixels.
 *
 * <p>As Pillow's {@code ImageOps.equalize}, to the level; torchvision's {@code RandomEqualize}.
 *
 * @param probability how often, in [0, 1]
 */
@Id("equalize")
public record Equalize(@Default("0.5") double probability) implements Augmenter {
    public Equalize {
        Checks.probability("equalize", probability);
    }

    /** Every other time. */
    public static Equalize of() {
        return new Equalize(0.5);
    }

    /** How often, in [0, 1]. */
    public Equalize probability(double value) {
        return new Equalize(value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Histograms.equalize(source, target);
        }
    }
}
