package cnn.layers;

import java.util.Arrays;

/**
 * An image with zeros around it, and between its pixels where they are spread: what the windows of a convolution see.
 * Canvas pixel (y, x) is image pixel ((y − top) / spread, (x − left) / spread), or 0 where there is none. The canvas is
 * never whole: each task copies the rows that it needs.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param channels numbers per pixel
 * @param spread canvas pixels from one image pixel to the next
 * @param top canvas rows above the image; negative cuts image rows off
 * @param left canvas columns to the left of the image; negative cuts image columns off
 * @param columns columns of the canvas
 */
record Canvas(int height, int width, int channels, Size spread, int top, int left, int columns) {
    /** Floats from one canvas row to the next. */
    int pitch() {
        return columns * channels;
    }

    /** Whether the first {@code rows} canvas rows are the image's own, so that nothing need be copied. */
    boolean isImage(int rows) {
        return spread.area() == 1 && top == 0 && left == 0 && columns == width && rows <= height;
    }

    /** Overwrites {@code canvas} with canvas rows {@code firstRow} … {@code firstRow + rows − 1} of an image. */
    void copy(float[] image, int imageAt, int firstRow, int rows, float[] canvas) {
        int pitch = pitch();
        for (int row = 0; row < rows; row++) {
            int spreadRow = firstRow + row - top;
            int imageRow = spreadRow / spread.height();
            int at = row * pitch;
            if (spreadRow < 0 || imageRow >= height || imageRow * spread.height() != spreadRow) {
                Arrays.fill(canvas, at, at + pitch, 0);
            } else if (spread.width() == 1) {
                copyRow(image, imageAt + imageRow * width * channels, canvas, at);
            } else {
                Arrays.fill(canvas, at, at + pitch, 0);
                spreadRow(image, imageAt + imageRow * width * channels, canvas, at);
            }
        }
    }

    private void copyRow(float[] image, int from, float[] canvas, int at) {
        int first = Math.clamp(left, 0, columns);
        int last = Math.clamp(left + width, first, columns);
        Arrays.fill(canvas, at, at + first * channels, 0);
        System.arraycopy(image, from + (first - left) * channels, canvas, at + first * channels,
                (last - first) * channels);
        Arrays.fill(canvas, at + last * channels, at + columns * channels, 0);
    }

    private void spreadRow(float[] image, int from, float[] canvas, int at) {
        for (int x = 0; x < width; x++) {
            int column = left + x * spread.width();
            if (column >= 0 && column < columns) {
                System.arraycopy(image, from + x * channels, canvas, at + column * channels, channels);
            }
        }
    }
}
