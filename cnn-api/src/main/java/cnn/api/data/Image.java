package cnn.api.data;

import cnn.api.Shape;

/**
 * A picture as numbers: (H, W, C) floats, channels last, usually in [0, 1]. 1 channel is grey, 3 are red, green, blue.
 * The array is the picture, not a copy of it.
 *
 * @param shape height, width, channels
 * @param pixels {@code shape.size()} numbers
 */
public record Image(Shape shape, float[] pixels) {
    public Image {
        if (!shape.isImage() || pixels.length != shape.size()) {
            throw new IllegalArgumentException("An image needs a shape (height, width, channels) and as many numbers, "
                    + "but was given shape " + shape + " and " + pixels.length + " numbers.");
        }
    }

    /** A black image. */
    public static Image of(Shape shape) {
        return new Image(shape, new float[shape.size()]);
    }

    /** Rows. */
    public int height() {
        return shape.height();
    }

    /** Columns. */
    public int width() {
        return shape.width();
    }

    /** Numbers per pixel. */
    public int channels() {
        return shape.channels();
    }

    /** Where the pixel in a row and column starts in {@link #pixels()}. */
    public int index(int row, int column) {
        return (row * shape.width() + column) * shape.channels();
    }

    /** Overwrites this image with another of the same shape. */
    public void copyFrom(Image other) {
        System.arraycopy(other.pixels, 0, pixels, 0, pixels.length);
    }
}
