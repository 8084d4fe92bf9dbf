package cnn.augment.occlusion;

import cnn.api.Rng;
import cnn.api.data.Image;

/** Part of an image, in pixels. */
record Rectangle(int top, int left, int height, int width) {
    /** The part of this one that lies on an image, as all of it must for {@link #fill}. */
    Rectangle within(Image image) {
        int firstRow = Math.max(0, top);
        int firstColumn = Math.max(0, left);
        return new Rectangle(firstRow, firstColumn, Math.min(image.height(), top + height) - firstRow,
                Math.min(image.width(), left + width) - firstColumn);
    }

    /** Overwrites this part of a copy of the source. */
    void fill(Image target, Image source, Erase.Content content, Rng random) {
        float[] colour = content == Erase.Content.MEAN ? mean(source) : new float[source.channels()];
        for (int row = top; row < top + height; row++) {
            int at = target.index(row, left);
            for (int i = 0; i < width * source.channels(); i++) {
                target.pixels()[at + i] = content == Erase.Content.NOISE
                        ? random.nextFloat()
                        : colour[i % source.channels()];
            }
        }
    }

    private static float[] mean(Image image) {
        float[] mean = new float[image.channels()];
        int pixels = image.height() * image.width();
        for (int channel = 0; channel < mean.length; channel++) {
            double sum = 0;
            for (int i = channel; i < image.pixels().length; i += mean.length) {
                sum += image.pixels()[i];
            }
            mean[channel] = (float) (sum / pixels);
        }
        return mean;
    }
}
