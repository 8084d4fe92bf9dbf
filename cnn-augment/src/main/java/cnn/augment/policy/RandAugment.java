package cnn.augment.policy;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.geometry.Fill;
import cnn.augment.pixel.Checks;

/**
 * Applies {@code count} operations, one after the other, each drawn evenly from the same fourteen and all at one magnitude m,
 * 0 to 30: the two numbers of a policy that needs no search. With s = m/30 the operations are: nothing; auto-contrast;
 * equalizing; turning by ±30·s degrees; slanting rows or columns by ±0.3·s pixels a row; moving by ±0.453·s (150/331) of the
 * width or the height; brightness, saturation, contrast and sharpness by factors 1 ± 0.9·s; posterizing to 8 − ⌊4·s⌉ bits;
 * solarizing from 1 − s on. Signs are drawn. Slants and turns are about the middle, and resampled between pixels. In grey
 * images saturation changes nothing.
 *
 * <p>Cubuk, Zoph, Shlens and Le, "RandAugment: practical automated data augmentation with a reduced search space",
 * NeurIPS 2020, section 3; magnitudes as in torchvision's {@code RandAugment}, with its 31 steps and its defaults.
 *
 * @param count operations for each image, 1 to 14
 * @param magnitude how far they go, 0 to 30
 * @param fill what comes in from outside
 */
@Id("randaugment")
public record RandAugment(@Default("2") int count, @Default("9") double magnitude,
        @Default("edge") Fill fill) implements Augmenter {
    private static final int MOST = 30;

    public RandAugment {
        Checks.range("randaugment", "count", count, 1, Operation.ALL.size(), "a number");
        Checks.range("randaugment", "magnitude", magnitude, 0, MOST, "a number");
    }

    /** So many operations of this magnitude. */
    public static RandAugment of(int count, double magnitude) {
        return new RandAugment(count, magnitude, Fill.EDGE);
    }

    /** What comes in from outside. */
    public RandAugment fill(Fill value) {
        return new RandAugment(count, magnitude, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        Relay relay = Relay.of(target, count);
        Image from = source;
        for (int i = 0; i < count; i++) {
            Image to = relay.to(i);
            Space.RAND_AUGMENT.apply(Space.RAND_AUGMENT.draw(random), magnitude / MOST, from, to, fill, random);
            from = to;
        }
    }
}
