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
 * Inverts what is light, as film that saw too much of it: {@code y = x} below a threshold, {@code 1 − x} from there on. The
 * threshold is drawn evenly from [min, max).
 *
 * <p>As Pillow's {@code ImageOps.solarize}; torchvision's {@code RandomSolarize}.
 *
 * @param min the lowest threshold, 0 to 1; 0 inverts all
 * @param max the highest threshold, 0 to 1
 * @param probability how often, in [0, 1]
 */
@Id("solarize")
public record Solarize(@Default("0.5") double min, @Default("1") double max,
        @Default("0.5") double probability) implements Augmenter {
    public Solarize {
        Checks.range("solarize", "min", min, 0, 1, "a number");
        Checks.range("solarize", "max", max, 0, 1, "a number");
        Checks.order("solarize", "min", min, "max", max);
        Checks.probability("solarize", probability);
    }

    /** Every other time, with a threshold from min to max. */
    public static Solarize of(double min, double max) {
        return new Solarize(min, max, 0.5);
    }

    /** How often, in [0, 1]. */
    public Solarize probability(double value) {
        return new Solarize(min, max, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Curves.solarize(source, target, (float) (min + (max - min) * random.nextFloat()));
        }
    }
}
