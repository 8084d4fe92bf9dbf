package cnn.core.model;

import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.core.data.ImageAugmenters;
import java.util.List;

/**
 * Test-time augmentation: a model looks at an image as it is and at changed copies of it, and the mean of all scores is its
 * answer: {@code (s(x) + Σ s(copy i of x))/(1 + copies)}, before the loss's activation makes predictions of it. Slower by as
 * many times, and often a little better, where the model was trained on images that are changed likewise.
 *
 * <p>Copy i of every image is changed by the same chance, which follows from the seed and i alone: so an image has one answer,
 * whatever it is asked about with.
 *
 * <p>Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", NeurIPS 2012, section
 * 4.1, with crops and flips.
 *
 * @param copies changed copies of each image, 1 to 1000
 * @param augmenters what changes them, in order; at least one
 * @param seed where chance comes from
 */
public record TestAugmentation(int copies, List<Augmenter> augmenters, long seed) {
    private static final int MOST = 1000;

    public TestAugmentation {
        augmenters = List.copyOf(augmenters);
        if (copies < 1 || copies > MOST) {
            throw new IllegalArgumentException("Test-time augmentation cannot make " + copies
                    + " copies of an image. Use a number from 1 to " + MOST + ", for example 8.");
        }
        if (augmenters.isEmpty()) {
            throw new IllegalArgumentException("Test-time augmentation has no augmenter, so that all " + copies
                    + " copies of an image were the same. Give at least one, for example a flip.");
        }
    }

    /** So many copies, changed so, with seed 0. */
    public static TestAugmentation of(int copies, Augmenter... augmenters) {
        return new TestAugmentation(copies, List.of(augmenters), 0);
    }

    /** Draws all chance from this seed. */
    public TestAugmentation seed(long value) {
        return new TestAugmentation(copies, augmenters, value);
    }

    /** The image and its copies. */
    int versions() {
        return 1 + copies;
    }

    ImageAugmenters changes() {
        return new ImageAugmenters(augmenters);
    }

    /** Refuses a model whose images cannot be changed so. */
    void check(Shape images) {
        augmenters.forEach(augmenter -> augmenter.check(images));
    }

    /** For reports: {@code the mean of 9 versions of each image}. */
    public String text() {
        return "the mean of " + versions() + " versions of each image";
    }
}
