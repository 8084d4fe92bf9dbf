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
 * Lightens or darkens the middle tones and leaves black and white where they are: {@code y = x^g}, with the logarithm of g
 * drawn evenly from [log min, log max). The power is taken at the 256 levels of a file with 8 bits, and values between two of
 * them lie on a straight line.
 *
 * <p>As torchvision's {@code adjust_gamma}.
 *
 * @param min the smallest exponent, 0.01 to 100: below 1 is lighter
 * @param max the largest exponent, 0.01 to 100: above 1 is darker
 * @param probability how often, in [0, 1]
 */
@Id("gamma")
public record Gamma(@Default("0.7") double min, @Default("1.4") double max,
        @Default("1") double probability) implements Augmenter {
    public Gamma {
        Checks.range("gamma", "min", min, 0.01, 100, "an exponent");
        Checks.range("gamma", "max", max, 0.01, 100, "an exponent");
        Checks.order("gamma", "min", min, "max", max);
        Checks.probability("gamma", probability);
    }

    /** With an exponent from min to max, always. */
    public static Gamma of(double min, double max) {
        return new Gamma(min, max, 1);
    }

    /** How often, in [0, 1]. */
    public Gamma probability(double value) {
        return new Gamma(min, max, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Curves.gamma(source, target, min * StrictMath.exp(StrictMath.log(max / min) * random.nextFloat()));
        }
    }
}
