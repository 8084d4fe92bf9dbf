package cnn.augment.quality;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Blends;
import cnn.augment.pixel.Checks;

/**
 * Sharpens an image, or softens it: {@code y = b + f·(x − b)}, cut to [0, 1], where b is the mean of a pixel and its eight
 * neighbours with weights (1 1 1; 1 5 1; 1 1 1)/13, and f is drawn evenly from [min, max): 0 is soft, 1 leaves the image as it
 * is, 2 is sharp. Pixels of the edge stay as they are.
 *
 * <p>As Pillow's {@code ImageEnhance.Sharpness}; torchvision's {@code RandomAdjustSharpness}.
 *
 * @param min the smallest factor, 0 to 100
 * @param max the largest factor, 0 to 100
 * @param probability how often, in [0, 1]
 */
@Id("sharpen")
public record Sharpen(@Default("1") double min, @Default("3") double max,
        @Default("1") double probability) implements Augmenter {
    public Sharpen {
        Checks.range("sharpen", "min", min, 0, 100, "a factor");
        Checks.range("sharpen", "max", max, 0, 100, "a factor");
        Checks.order("sharpen", "min", min, "max", max);
        Checks.probability("sharpen", probability);
    }

    /** By a factor from min to max, always. */
    public static Sharpen of(double min, double max) {
        return new Sharpen(min, max, 1);
    }

    /** How often, in [0, 1]. */
    public Sharpen probability(double value) {
        return new Sharpen(min, max, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            Blends.sharpness(source, target, (float) (min + (max - min) * random.nextFloat()));
        }
    }
}
