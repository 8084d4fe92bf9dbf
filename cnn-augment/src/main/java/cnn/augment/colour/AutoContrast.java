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
 * Stretches each channel over the whole range: {@code y = (x − low)/(high − low)}, cut to [0, 1], where low and high are the
 * lowest and the highest of 256 levels that are left once a share of the pixels, drawn evenly from [0, cutoff), is taken away
 * at either end. A channel of which a single level is left stays as it is.
 *
 * <p>As Pillow's {@code ImageOps.autocontrast}, which rounds the result to a level; torchvision's {@code RandomAutocontrast}.
 *
 * @param cutoff the largest share of the pixels that is left out at either end, 0 to 0.49
 * @param probability how often, in [0, 1]
 */
@Id("autocontrast")
public record AutoContrast(@Default("0") double cutoff, @Default("0.5") double probability) implements Augmenter {
    public AutoContrast {
        Checks.range("autocontrast", "cutoff", cutoff, 0, 0.49, "a share");
        Checks.probability("autocontrast", probability);
    }

    /** Every other time, from the lowest to the highest level. */
    public static AutoContrast of() {
        return new AutoContrast(0, 0.5);
    }

    /** The largest share of the pixels that is left out at either end. */
    public AutoContrast cutoff(double value) {
        return new AutoContrast(value, probability);
    }

    /** How often, in [0, 1]. */
    public AutoContrast probability(double value) {
        return new AutoContrast(cutoff, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Histograms.stretch(source, target, cutoff * random.nextFloat());
        }
    }
}
