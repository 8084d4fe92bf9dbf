package cnn.core.data;

import cnn.api.Rng;
import cnn.api.data.Augmentation;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.core.registry.Fault;
import java.util.List;

/**
 * What changes single images, one after the other, wherever images are changed: in training, to show it, or to predict from
 * several versions. Shared by threads.
 *
 * @param all the augmenters, in order
 */
public record ImageAugmenters(List<Augmenter> all) {
    public ImageAugmenters {
        all = List.copyOf(all);
    }

    /** Those of a pipeline that change single images. */
    public static ImageAugmenters of(List<Augmentation> augmenters) {
        return new ImageAugmenters(augmenters.stream().filter(Augmenter.class::isInstance).map(Augmenter.class::cast)
                .toList());
    }

    /** The stream that training changes an image from in an epoch, the first being 1; the image's number is its key's child. */
    public static long epochKey(long seed, int epoch) {
        return Rng.key(seed, epoch);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Changes an image; returns the one of the two that holds the result.
     *
     * @param image the image, which may be overwritten
     * @param other one of the same shape, to be overwritten
     */
    public Image apply(Image image, Image other, Rng random) {
        Image source = image;
        Image target = other;
        for (Augmenter augmenter : all) {
            try {
                augmenter.augment(source, target, random);
            } catch (Throwable thrown) {
                throw Fault.of(null, augmenter, "augment", thrown);
            }
            Image changed = target;
            target = source;
            source = changed;
        }
        return source;
    }
}
