package cnn.core.inspect;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.image.ByteImage;

/** A picture made very small: means over 32×32 cells and all channels, in [0, 1]. */
final class Cells {
    static final int SIDE = 32;

    private Cells() {
    }

    private interface Pixels {
        float at(int index);
    }

    static float[] of(ByteImage picture) {
        byte[] pixels = picture.pixels();
        return of(picture.shape(), i -> (pixels[i] & 0xFF) / 255f);
    }

    static float[] of(Image image) {
        float[] pixels = image.pixels();
        return of(image.shape(), i -> pixels[i]);
    }

    /** Where a picture is smaller, cells share pixels. */
    private static float[] of(Shape shape, Pixels pixels) {
        int[] tops = bounds(shape.height());
        int[] lefts = bounds(shape.width());
        int channels = shape.channels();
        int row = shape.width() * channels;
        float[] cells = new float[SIDE * SIDE];
        for (int i = 0; i < SIDE; i++) {
            int top = tops[i];
            int bottom = Math.max(top + 1, tops[i + 1]);
            for (int j = 0; j < SIDE; j++) {
                int left = lefts[j] * channels;
                int right = Math.max(left + channels, lefts[j + 1] * channels);
                float sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int at = y * row + left; at < y * row + right; at++) {
                        sum += pixels.at(at);
                    }
                }
                cells[i * SIDE + j] = sum / ((bottom - top) * (right - left));
            }
        }
        return cells;
    }

    /** Where each cell begins, and the last one ends. */
    private static int[] bounds(int length) {
        int[] bounds = new int[SIDE + 1];
        for (int i = 0; i <= SIDE; i++) {
            bounds[i] = (int) ((long) i * length / SIDE);
        }
        return bounds;
    }
}
