package cnn.augment.quality;

import cnn.api.data.Image;

/**
 * One number for each pixel, in levels from −128 to 127, as the cosine transform wants them.
 *
 * @param height rows
 * @param width columns
 * @param values in rows
 */
record Plane(int height, int width, float[] values) {
    private static final int SIDE = CosineTransform.SIDE;

    static Plane of(int height, int width) {
        return new Plane(height, width, new float[height * width]);
    }

    /** One channel of an image. */
    static Plane of(Image image, int channel) {
        Plane plane = of(image.height(), image.width());
        for (int i = 0, at = channel; i < plane.values.length; i++, at += image.channels()) {
            plane.values[i] = image.pixels()[at] * 255 - 128;
        }
        return plane;
    }

    /** Overwrites a channel of an image. */
    void write(Image image, int channel) {
        for (int i = 0, at = channel; i < values.length; i++, at += image.channels()) {
            image.pixels()[at] = Math.min(Math.max((values[i] + 128) * (1 / 255f), 0), 1);
        }
    }

    /** This plane, its frequencies rounded to multiples of these, in place. Beyond an edge its pixels are repeated. */
    Plane coded(float[] steps) {
        float[] block = new float[SIDE * SIDE];
        for (int top = 0; top < height; top += SIDE) {
            for (int left = 0; left < width; left += SIDE) {
                read(top, left, block);
                CosineTransform.forward(block);
                for (int i = 0; i < block.length; i++) {
                    block[i] = steps[i] * (float) Math.rint(block[i] / steps[i]);
                }
                CosineTransform.backward(block);
                write(block, top, left);
            }
        }
        return this;
    }

    private void read(int top, int left, float[] block) {
        int inside = Math.min(SIDE, width - left);
        for (int row = 0; row < SIDE; row++) {
            int from = Math.min(top + row, height - 1) * width + left;
            for (int column = 0; column < SIDE; column++) {
                block[row * SIDE + column] = values[from + Math.min(column, inside - 1)];
            }
        }
    }

    private void write(float[] block, int top, int left) {
        int inside = Math.min(SIDE, width - left);
        for (int row = 0; row < Math.min(SIDE, height - top); row++) {
            System.arraycopy(block, row * SIDE, values, (top + row) * width + left, inside);
        }
    }
}
