package cnn.layers.convolution.shared;

import java.util.Arrays;

/**
 * An image with zeros around it: what the windows of a convolution see. The canvas is never whole: each task copies the
 * rows that it needs.
 *
 * @param rows how windows move from top to bottom
 * @param columns how windows move from left to right
 * @param channels numbers per pixel
 */
public record Canvas(Axis rows, Axis columns, int channels) {
    /** Floats from one canvas row to the next. */
    public int pitch() {
        return (isImage() ? columns.in() : columns.canvas()) * channels;
    }

    /** Whether windows see nothing but the image, so that nothing need be copied. */
    public boolean isImage() {
        return isImage(rows) && isImage(columns);
    }

    private static boolean isImage(Axis axis) {
        return axis.before() == 0 && axis.canvas() <= axis.in();
    }

    /** Floats of scratch that {@link #place} needs for so many canvas rows. */
    public int scratchFloats(int count) {
        return isImage() ? 0 : Math.multiplyExact(count, pitch());
    }

    /** Where windows find their numbers: in the images themselves, or in scratch. */
    public float[] source(float[] images, float[] scratch) {
        return isImage() ? images : scratch;
    }

    /**
     * Index in the {@link #source} of canvas row {@code firstRow} of the image at {@code imageAt}. Where that is scratch,
     * the row and those behind it are copied there, from {@code scratchAt} on.
     */
    public int place(float[] images, int imageAt, int firstRow, int count, float[] scratch, int scratchAt) {
        if (isImage()) {
            return imageAt + firstRow * pitch();
        }
        copy(images, imageAt, firstRow, count, scratch, scratchAt);
        return scratchAt;
    }

    /** Overwrites {@code canvas} with canvas rows {@code firstRow} … {@code firstRow + count − 1} of an image. */
    private void copy(float[] image, int imageAt, int firstRow, int count, float[] canvas, int canvasAt) {
        int pitch = pitch();
        int width = columns.in();
        for (int row = 0; row < count; row++) {
            int imageRow = firstRow + row - rows.before();
            int at = canvasAt + row * pitch;
            if (imageRow < 0 || imageRow >= rows.in()) {
                Arrays.fill(canvas, at, at + pitch, 0);
            } else {
                copyRow(image, imageAt + imageRow * width * channels, canvas, at);
            }
        }
    }

    private void copyRow(float[] image, int from, float[] canvas, int at) {
        int left = columns.before();
        int all = columns.canvas();
        int first = Math.clamp(left, 0, all);
        int last = Math.clamp(left + columns.in(), first, all);
        Arrays.fill(canvas, at, at + first * channels, 0);
        System.arraycopy(image, from + (first - left) * channels, canvas, at + first * channels,
                (last - first) * channels);
        Arrays.fill(canvas, at + last * channels, at + all * channels, 0);
    }
}
