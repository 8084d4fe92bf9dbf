package cnn.augment.colour;

import cnn.api.Shape;
import cnn.augment.pixel.Levels;
import cnn.augment.pixel.Luma;
import java.util.Arrays;

/**
 * What each tile of an image makes of each level, for {@link Clahe}.
 *
 * @param shape the image's
 * @param offset where the values begin
 * @param step from one pixel's value to the next one's
 * @param rows rows of tiles
 * @param columns columns of tiles
 * @param tables 256 new values for each tile, in rows
 */
record TileHistograms(Shape shape, int offset, int step, int rows, int columns, float[] tables) {
    /** Pixels that a tile has at least from top to bottom, and from left to right. */
    private static final int LEAST = 4;

    static TileHistograms of(float[] values, int offset, int step, Shape shape, int tiles, double limit) {
        int rows = Math.max(1, Math.min(tiles, shape.height() / LEAST));
        int columns = Math.max(1, Math.min(tiles, shape.width() / LEAST));
        float[] tables = new float[rows * columns * Levels.COUNT];
        double[] counts = new double[Levels.COUNT];
        for (int tile = 0; tile < rows * columns; tile++) {
            Arrays.fill(counts, 0);
            int top = tile / columns * shape.height() / rows;
            int bottom = (tile / columns + 1) * shape.height() / rows;
            int left = tile % columns * shape.width() / columns;
            int right = (tile % columns + 1) * shape.width() / columns;
            for (int row = top; row < bottom; row++) {
                for (int column = left; column < right; column++) {
                    counts[Levels.of(values[offset + (row * shape.width() + column) * step])]++;
                }
            }
            fill(counts, (bottom - top) * (right - left), limit, tables, tile * Levels.COUNT);
        }
        return new TileHistograms(shape, offset, step, rows, columns, tables);
    }

    private static void fill(double[] counts, int pixels, double limit, float[] tables, int at) {
        double most = limit * pixels / Levels.COUNT;
        double excess = 0;
        for (double count : counts) {
            excess += Math.max(0, count - most);
        }
        double sum = 0;
        for (int level = 0; level < Levels.COUNT; level++) {
            sum += Math.min(counts[level], most) + excess / Levels.COUNT;
            tables[at + level] = (float) Math.min(1, sum / pixels);
        }
    }

    /** Replaces each value. */
    void map(float[] in, float[] out) {
        for (int pixel = 0, at = offset; pixel < shape.height() * shape.width(); pixel++, at += step) {
            out[at] = value(in[at], pixel);
        }
    }

    /** Adds what the light of each pixel changes by to its red, green and blue. */
    void add(float[] light, float[] in, float[] out) {
        for (int pixel = 0, at = 0; pixel < light.length; pixel++, at += Luma.CHANNELS) {
            float change = value(light[pixel], pixel) - light[pixel];
            for (int i = at; i < at + Luma.CHANNELS; i++) {
                out[i] = Math.min(Math.max(in[i] + change, 0), 1);
            }
        }
    }

    private float value(float old, int pixel) {
        int level = Levels.of(old);
        float down = place(pixel / shape.width(), shape.height(), rows);
        float right = place(pixel % shape.width(), shape.width(), columns);
        int top = (int) down;
        int left = (int) right;
        int bottom = Math.min(top + 1, rows - 1);
        int next = Math.min(left + 1, columns - 1);
        float above = mix(table(top, left, level), table(top, next, level), right - left);
        float below = mix(table(bottom, left, level), table(bottom, next, level), right - left);
        return mix(above, below, down - top);
    }

    /** Where a row or column lies among the middles of the tiles, from the first to the last. */
    private static float place(int index, int length, int tiles) {
        return Math.min(Math.max((index + 0.5f) * tiles / length - 0.5f, 0), tiles - 1);
    }

    private float table(int row, int column, int level) {
        return tables[(row * columns + column) * Levels.COUNT + level];
    }

    private static float mix(float from, float to, float share) {
        return from + (to - from) * share;
    }
}
