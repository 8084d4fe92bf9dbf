package cnn.api.data;

/** What changes training images at random: one by one, or as a batch together with their targets. */
public sealed interface Augmentation permits Augmenter, BatchAugmenter {
}
