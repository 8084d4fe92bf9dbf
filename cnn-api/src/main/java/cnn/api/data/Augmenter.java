package cnn.api.data;

import cnn.api.Rng;
import cnn.api.Shape;

/**
 * Changes training images at random, anew in every epoch, and never their labels. A record with an
 * {@link cnn.api.Id}, used by several threads at once. What it does follows from the generator alone.
 */
public non-sealed interface Augmenter extends Augmentation {
    /**
     * Writes a changed copy.
     *
     * @param source the picture, values in [0, 1]; to be read only
     * @param target another picture of the same shape, to be overwritten wholly
     * @param random where chance comes from: one stream per image and epoch
     */
    void augment(Image source, Image target, Rng random);

    /**
     * Checks that images of this shape can be changed so.
     *
     * @throws IllegalArgumentException saying what is given, what is expected and how to mend it
     */
    default void check(Shape image) {
    }
}
