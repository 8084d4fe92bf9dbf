package cnn.bench.peers;

import cnn.api.Shape;

/** Carries numbers from our order, channels last, to that of the others, channels first, and back. */
public final class ChannelsFirst {
    private ChannelsFirst() {
    }

    /** N×(H, W, C) → N×(C, H, W). Vectors stay as they are. */
    public static float[] images(float[] images, Shape shape) {
        if (!shape.isImage()) {
            return images.clone();
        }
        return swap(images, images.length / shape.size(), shape.height() * shape.width(), shape.channels());
    }

    /** N×(C, H, W) → N×(H, W, C), the shape being given as (H, W, C). Vectors stay as they are. */
    public static float[] back(float[] images, Shape shape) {
        if (!shape.isImage()) {
            return images.clone();
        }
        return swap(images, images.length / shape.size(), shape.channels(), shape.height() * shape.width());
    }

    /** (kernel height, kernel width, channels, filters) → (filters, channels, kernel height, kernel width). */
    public static float[] convolution(float[] weights, Shape shape) {
        int area = shape.dim(0) * shape.dim(1);
        int channels = shape.dim(2);
        float[] byFilter = swap(weights, 1, area * channels, shape.dim(3));
        return swap(byFilter, shape.dim(3), area, channels);
    }

    /**
     * (inputs, units) with the inputs in the order that flattening gives in the others.
     *
     * @param flattened shape of the image that was flattened before, or a vector
     */
    public static float[] dense(float[] weights, Shape flattened, int units) {
        if (!flattened.isImage()) {
            return weights.clone();
        }
        int pixels = flattened.height() * flattened.width();
        int channels = flattened.channels();
        float[] rows = new float[weights.length];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int c = 0; c < channels; c++) {
                System.arraycopy(weights, (pixel * channels + c) * units, rows, (c * pixels + pixel) * units, units);
            }
        }
        return rows;
    }

    /** Swaps the last two axes of count×(rows, columns). */
    public static float[] swap(float[] from, int count, int rows, int columns) {
        float[] to = new float[from.length];
        for (int i = 0; i < count; i++) {
            int start = i * rows * columns;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    to[start + column * rows + row] = from[start + row * columns + column];
                }
            }
        }
        return to;
    }
}
