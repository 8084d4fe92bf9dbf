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
 * Leaves few shades: of the 8 bits of each value's level the highest b stay and the others become 0, with b drawn evenly from
 * {@code min-bits} to {@code max-bits}: {@code y = 2^(8 − b)·⌊255·x/2^(8 − b)⌋/255}.
 *
 * <p>As Pillow's {@code ImageOps.posterize}; torchvision's {@code RandomPosterize}.
 *
 * @param minBits the fewest bits that stay, 1 to 8
 * @param maxBits the most, 1 to 8; 8 leaves the image as it is
 * @param probability how often, in [0, 1]
 */
@Id("posterize")
public record Posterize(@Default("3") int minBits, @Default("6") int maxBits,
        @Default("0.5") double probability) implements Augmenter {
    public Posterize {
        Checks.range("posterize", "min-bits", minBits, 1, 8, "bits");
        Checks.range("posterize", "max-bits", maxBits, 1, 8, "bits");
        Checks.order("posterize", "min-bits", minBits, "max-bits", maxBits);
        Checks.probability("posterize", probability);
    }

    /** Every other time, with so many bits left. */
    public static Posterize of(int minBits, int maxBits) {
        return new Posterize(minBits, maxBits, 0.5);
    }

    /** How often, in [0, 1]. */
    public Posterize probability(double value) {
        return new Posterize(minBits, maxBits, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Curves.posterize(source, target, minBits + random.nextInt(maxBits - minBits + 1));
        }
    }
}
