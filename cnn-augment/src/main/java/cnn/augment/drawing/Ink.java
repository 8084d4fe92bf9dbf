package cnn.augment.drawing;

import cnn.api.data.Image;

/**
 * Which side of an image's values the pen drew, for augmenters of line drawings: paper covers more than half of a drawing,
 * so the ink lies beyond the middle of the values on the side where the mean does not.
 *
 * @param dark whether the ink is darker than the paper
 * @param middle halfway between the lowest and the highest value
 */
record Ink(boolean dark, float middle) {
    static Ink of(Image image) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        double sum = 0;
        for (float value : image.pixels()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            sum += value;
        }
        float middle = low + (high - low) / 2;
        return new Ink(sum / image.pixels().length >= middle, middle);
    }

    /** Whether a value is ink rather than paper. */
    boolean covers(float value) {
        return dark ? value < middle : value > middle;
    }

}
