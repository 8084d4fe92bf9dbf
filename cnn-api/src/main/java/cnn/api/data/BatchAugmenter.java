package cnn.api.data;

import cnn.api.Rng;
import cnn.api.Shape;

/**
 * Changes the images and targets of a training batch together, at random: mixes them, for example. A record with an
 * {@link cnn.api.Id}, used by several threads at once, each with a batch of its own. It comes after all
 * {@link Augmenter}s, on images as the network will see them. What it does follows from the generator alone.
 */
public non-sealed interface BatchAugmenter extends Augmentation {
    /**
     * Changes a batch in place.
     *
     * @param batch the examples, in random order
     * @param random where chance comes from: one stream per batch and epoch
     */
    void augment(ImageBatch batch, Rng random);

    /**
     * Checks that images of this shape can be changed so.
     *
     * @throws IllegalArgumentException saying what is given, what is expected and how to mend it
     */
    default void check(Shape image) {
    }
}
