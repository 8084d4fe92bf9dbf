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
 * Makes colours stronger or weaker: {@code y = g + f·(x − g)}, cut to [0, 1], where g is the pixel's grey
 * {@code 0.299·R + 0.587·G + 0.114·B} and f is drawn evenly from [1 − strength, 1 + strength). For images of red, green and
 * blue.
 *
 * <p>As the saturation of torchvision's {@code ColorJitter}.
 *
 * @param strength the largest change of the factor, 0 to 1
 * @param probability how often, in [0, 1]
 */
@Id("saturation")
public record Saturation(@Default("0.2") double strength, @Default("1") double probability) implements Augmenter {
    public Saturation {
        Checks.range("saturation", "strength", strength, 0, 1, "a number");
        Checks.probability("saturation", probability);
    }

    /** By at most so much, always. */
    public static Saturation of(double strength) {
        return new Saturation(strength, 1);
    }

    /** How often, in [0, 1]. */
    public Saturation probability(double value) {
        return new Saturation(strength, value);
    }

    @Override
    public void check(Shape image) {
        Checks.colours("saturation", image);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Blends.saturation(source, target, 1 + (float) strength * random.nextFloat(-1, 1));
        }
    }
}
