package cnn.augment.policy;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.geometry.Fill;

/**
 * Applies one operation, drawn evenly from fourteen, at a strength s drawn evenly from 0, 1/30, 2/30 … 1: nothing to tune at
 * all. The operations are those of {@link RandAugment}, in the wide ranges: turning by ±135·s degrees; slanting by ±0.99·s;
 * moving by ±32·s pixels, and never by more than s of the width or the height; brightness, saturation, contrast and sharpness
 * by factors 1 ± 0.99·s; posterizing to 8 − ⌊6·s⌉ bits; solarizing from 1 − s on.
 *
 * <p>Müller and Hutter, "TrivialAugment: tuning-free yet state-of-the-art data augmentation", ICCV 2021, algorithm 1 and the
 * wide space of table 1; torchvision's {@code TrivialAugmentWide}.
 *
 * @param fill what comes in from outside
 */
@Id("trivialaugment")
public record TrivialAugment(@Default("edge") Fill fill) implements Augmenter {
    private static final int STEPS = 31;

    /** With the nearest pixel of the edge outside. */
    public static TrivialAugment of() {
        return new TrivialAugment(Fill.EDGE);
    }

    /** What comes in from outside. */
    public TrivialAugment fill(Fill value) {
        return new TrivialAugment(value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        Operation operation = Space.TRIVIAL_AUGMENT.draw(random);
        double strength = random.nextInt(STEPS) / (STEPS - 1.0);
        Space.TRIVIAL_AUGMENT.apply(operation, strength, source, target, fill, random);
    }
}
