package cnn.augment.chance;

import cnn.api.Rng;
import cnn.api.data.Image;

/** Whether an image is changed at all, for augmenters with a probability of their own. */
public final class Chance {
    private Chance() {
    }

    /** Copies the image and says so, except as often as the probability says. Draws one number. */
    public static boolean spares(double probability, Image source, Image target, Rng random) {
        if (random.nextBoolean(probability)) {
            return false;
        }
        target.copyFrom(source);
        return true;
    }
}
