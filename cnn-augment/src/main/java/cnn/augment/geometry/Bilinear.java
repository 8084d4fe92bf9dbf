package cnn.augment.geometry;

import cnn.api.data.Image;

/**
 * Reads an image between its pixels: the mean of the four around a place, weighted by nearness. Places are rounded to
 * 1/1024 pixel, so a place that misses a pixel by a rounding error reads that pixel exactly.
 */
final class Bilinear {
    private static final int STEPS = 1024;
    private static final int SHIFT = 10;

    private Bilinear() {
    }

    /**
     * Writes one pixel, all channels.
     *
     * @param row place in the source, in pixels; 0 is the centre of the first row
     * @param column likewise
     * @param at where the pixel starts in {@code target}
     */
    static void sample(Image source, Fill fill, float row, float column, float[] target, int at) {
        int y = (int) Math.floor(row * STEPS + 0.5);
        int x = (int) Math.floor(column * STEPS + 0.5);
        int top = y >> SHIFT;
        int left = x >> SHIFT;
        float down = (y & (STEPS - 1)) * (1f / STEPS);
        float right = (x & (STEPS - 1)) * (1f / STEPS);
        if (top < 0 || left < 0 || top >= source.height() - 1 || left >= source.width() - 1) {
            sampleAtEdge(source, fill, top, left, down, right, target, at);
            return;
        }
        float[] pixels = source.pixels();
        int channels = source.channels();
        int upper = source.index(top, left);
        int lower = upper + source.width() * channels;
        for (int channel = 0; channel < channels; channel++) {
            float above = mix(pixels[upper + channel], pixels[upper + channels + channel], right);
            float below = mix(pixels[lower + channel], pixels[lower + channels + channel], right);
            target[at + channel] = mix(above, below, down);
        }
    }

    private static void sampleAtEdge(Image source, Fill fill, int top, int left, float down, float right,
            float[] target, int at) {
        int upper = fill.inside(top, source.height());
        int lower = fill.inside(top + 1, source.height());
        int first = fill.inside(left, source.width());
        int second = fill.inside(left + 1, source.width());
        for (int channel = 0; channel < source.channels(); channel++) {
            float above = mix(value(source, upper, first, channel), value(source, upper, second, channel), right);
            float below = mix(value(source, lower, first, channel), value(source, lower, second, channel), right);
            target[at + channel] = mix(above, below, down);
        }
    }

    private static float value(Image source, int row, int column, int channel) {
        return row < 0 || column < 0 ? 0 : source.pixels()[source.index(row, column) + channel];
    }

    /** Written so that equal ends give that value exactly, and ends in [0, 1] never leave it. */
    private static float mix(float from, float to, float share) {
        return from + (to - from) * share;
    }
}
