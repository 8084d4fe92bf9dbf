package cnn.layers;

import cnn.api.Shape;
import org.jspecify.annotations.Nullable;

/**
 * How a smaller input is laid over an image: it is repeated along every axis that it lacks. Strides are floats of the
 * smaller input from one row, column or channel of the image to the next, 0 along an axis that it lacks.
 *
 * @param size numbers of the smaller input
 * @param row stride of rows
 * @param column stride of columns
 * @param channel stride of channels
 */
record Broadcast(int size, int row, int column, int channel) {
    /** Lays (C), or an image in which some axes have length 1, over the image; null where it does not fit. */
    static @Nullable Broadcast over(Shape image, Shape other) {
        if (!image.isImage()) {
            return null;
        }
        if (other.equals(Shape.vector(image.channels()))) {
            return new Broadcast(other.size(), 0, 0, 1);
        }
        if (!other.isImage()) {
            return null;
        }
        for (int axis = 0; axis < image.rank(); axis++) {
            if (other.dim(axis) != image.dim(axis) && other.dim(axis) != 1) {
                return null;
            }
        }
        return new Broadcast(other.size(), other.height() == 1 ? 0 : other.width() * other.channels(),
                other.width() == 1 ? 0 : other.channels(), other.channels() == 1 ? 0 : 1);
    }

    /** Whether it has a number for each channel and nothing else, the same at every pixel. */
    boolean byChannel() {
        return row == 0 && column == 0 && channel == 1;
    }

    /** How many pixels from this one on have the same numbers of it, in an image of {@code pixels} pixels. */
    int alike(int pixel, int width, int pixels) {
        if (column != 0) {
            return 1;
        }
        return row == 0 ? pixels - pixel : width - pixel % width;
    }

    /** Index of its first number for a pixel of an image {@code width} pixels wide. */
    int at(int pixel, int width) {
        return row == 0 && column == 0 ? 0 : pixel / width * row + pixel % width * column;
    }
}
