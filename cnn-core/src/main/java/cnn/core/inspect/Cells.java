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
        int height = shape.height();
        int width = shape.width();
        int channels = shape.channels();
        float[] cells = new float[SIDE * SIDE];
        for (int i = 0; i < SIDE; i++) {
            int top = (int) ((long) i * height / SIDE);
            int bottom = Math.max(top + 1, (int) ((long) (i + 1) * height / SIDE));
            for (int j = 0; j < SIDE; j++) {
                int left = (int) ((long) j * width / SIDE);
                int right = Math.max(left + 1, (int) ((long) (j + 1) * width / SIDE));
                float sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int at = (y * width + left) * channels; at < (y * width + right) * channels; at++) {
                        sum += pixels.at(at);
                    }
                }
                cells[i * SIDE + j] = sum / ((bottom - top) * (right - left) * channels);
            }
        }
        return cells;
    }
}
