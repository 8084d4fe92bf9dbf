package cnn.augment.policy;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Another augmenter, for some of the images only.
 *
 * @param probability how often, in [0, 1]
 * @param step the other augmenter
 */
@Id("sometimes")
public record Sometimes(@Default("0.5") double probability, Augmenter step) implements Augmenter {
    public Sometimes {
        Checks.probability("sometimes", probability);
    }

    /** So often. */
    public static Sometimes of(double probability, Augmenter step) {
        return new Sometimes(probability, step);
    }

    @Override
    public void check(Shape image) {
        step.check(image);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (random.nextBoolean(probability)) {
            step.augment(source, target, random);
        } else {
            target.copyFrom(source);
        }
    }
}
