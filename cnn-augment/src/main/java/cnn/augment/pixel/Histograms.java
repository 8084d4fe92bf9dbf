package cnn.augment.pixel;

import cnn.api.data.Image;
import java.util.Arrays;

/**
 * Changes of values by how many pixels have them, each channel for itself, on 256 levels: as Pillow's {@code ImageOps}
 * has them, to the level.
 */
public final class Histograms {
    private Histograms() {
    }

    /**
     * Spreads the levels that occur so that each has about as many pixels as any other. A channel with a single level, or
     * with fewer than 256 pixels below its highest level, has too little to spread and stays as it is.
     */
    public static void equalize(Image source, Image target) {
        int[] counts = new int[Levels.COUNT];
        float[] table = new float[Levels.COUNT];
        for (int channel = 0; channel < source.channels(); channel++) {
            int pixels = count(source, channel, counts);
            int step = (pixels - counts[last(counts)]) / Levels.LAST;
            if (step == 0) {
                copy(source, target, channel);
                continue;
            }
            int sum = step / 2;
            for (int level = 0; level < Levels.COUNT; level++) {
                table[level] = Levels.value(Math.min(sum / step, Levels.LAST));
                sum += counts[level];
            }
            map(source, target, channel, table);
        }
    }

    /**
     * Stretches each channel so that its lowest level becomes 0 and its highest 1, once this share of its pixels is left
     * out at either end. A channel with a single level then stays as it is.
     */
    public static void stretch(Image source, Image target, double cutoff) {
        int most = (int) (cutoff * source.height() * source.width());
        for (int channel = 0; channel < source.channels(); channel++) {
            Span span = most == 0 ? Span.of(source, channel) : Span.of(source, channel, most);
            if (span.high <= span.low) {
                copy(source, target, channel);
                continue;
            }
            float bottom = Levels.value(span.low);
            float factor = (float) Levels.LAST / (span.high - span.low);
            float[] in = source.pixels();
            float[] out = target.pixels();
            for (int i = channel; i < out.length; i += source.channels()) {
                out[i] = Math.min(Math.max((in[i] - bottom) * factor, 0), 1);
            }
        }
    }

    /** The lowest and the highest level of a channel. */
    private record Span(int low, int high) {
        static Span of(Image image, int channel) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            float[] pixels = image.pixels();
            for (int i = channel; i < pixels.length; i += image.channels()) {
                low = Math.min(low, pixels[i]);
                high = Math.max(high, pixels[i]);
            }
            return new Span(Levels.of(low), Levels.of(high));
        }

        /** Without so many pixels at either end. */
        static Span of(Image image, int channel, int most) {
            int[] counts = new int[Levels.COUNT];
            count(image, channel, counts);
            int low = 0;
            for (int below = counts[0]; below <= most && low < Levels.LAST; below += counts[low]) {
                low++;
            }
            int high = Levels.LAST;
            for (int above = counts[high]; above <= most && high > 0; above += counts[high]) {
                high--;
            }
            return new Span(low, high);
        }
    }

    /** Counts a channel's levels anew; gives the number of its pixels. */
    private static int count(Image image, int channel, int[] counts) {
        Arrays.fill(counts, 0);
        float[] pixels = image.pixels();
        for (int i = channel; i < pixels.length; i += image.channels()) {
            counts[Levels.of(pixels[i])]++;
        }
        return pixels.length / image.channels();
    }

    private static int last(int[] counts) {
        int last = Levels.LAST;
        while (counts[last] == 0) {
            last--;
        }
        return last;
    }

    private static void copy(Image source, Image target, int channel) {
        for (int i = channel; i < target.pixels().length; i += source.channels()) {
            target.pixels()[i] = source.pixels()[i];
        }
    }

    private static void map(Image source, Image target, int channel, float[] table) {
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = channel; i < out.length; i += source.channels()) {
            out[i] = table[Levels.of(in[i])];
        }
    }
}
