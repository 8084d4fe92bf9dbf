package cnn.augment.pixel;

import cnn.api.data.Image;

/** Changes of each value by itself, at a strength that is given. Each overwrites the target. */
public final class Curves {
    private Curves() {
    }

    /** {@code y = 1 − x}. */
    public static void invert(Image source, Image target) {
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = 0; i < out.length; i++) {
            out[i] = 1 - in[i];
        }
    }

    /** {@code y = x} below the threshold, {@code 1 − x} from there on. */
    public static void solarize(Image source, Image target, float threshold) {
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = 0; i < out.length; i++) {
            out[i] = in[i] < threshold ? in[i] : 1 - in[i];
        }
    }

    /** Keeps the highest bits of a value's level, 0 to 8 of them, and clears the others. */
    public static void posterize(Image source, Image target, int bits) {
        float[] in = source.pixels();
        float[] out = target.pixels();
        if (bits == Byte.SIZE) {
            target.copyFrom(source);
            return;
        }
        int kept = Levels.LAST << Byte.SIZE - bits & Levels.LAST;
        for (int i = 0; i < out.length; i++) {
            out[i] = Levels.value(Levels.of(in[i]) & kept);
        }
    }

    /** {@code y = x^gamma} at each of the 256 levels, and on straight lines between them. */
    public static void gamma(Image source, Image target, double gamma) {
        float[] table = new float[Levels.COUNT + 1];
        for (int level = 0; level < Levels.COUNT; level++) {
            table[level] = (float) StrictMath.pow((double) level / Levels.LAST, gamma);
        }
        table[Levels.COUNT] = 1;
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = 0; i < out.length; i++) {
            float place = in[i] * Levels.LAST;
            int level = Math.min(Math.max((int) place, 0), Levels.LAST);
            out[i] = table[level] + (table[level + 1] - table[level]) * (place - level);
        }
    }
}
