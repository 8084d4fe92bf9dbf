package cnn.examples.photos;

import cnn.api.Rng;
import java.util.Arrays;

/**
 * Noise with structure at every scale, as clouds, grass and rock have it: {@code Σ_o a^o · n(2^o x, 2^o y) / Σ_o a^o},
 * where n interpolates smoothly between uniform numbers at whole coordinates. Values in [0, 1].
 *
 * <p>Source: K. Perlin, "An image synthesizer", SIGGRAPH 1985 (fractal sums of noise).
 */
final class Relief {
    private final long key;
    private final int octaves;
    private final float share;
    private final float whole;

    /** Noise that follows from a key; each octave has this share of the one before. */
    Relief(long key, int octaves, float share) {
        this.key = key;
        this.octaves = octaves;
        this.share = share;
        float sum = 0;
        float amplitude = 1;
        for (int o = 0; o < octaves; o++, amplitude *= share) {
            sum += amplitude;
        }
        whole = sum;
    }

    /**
     * Overwrites a row with the values at {@code x, x + step, x + 2 step …} and one {@code y}. Lattice numbers serve all
     * pixels between them.
     */
    void row(float x, float step, float y, float[] row) {
        Arrays.fill(row, 0);
        float amplitude = 1 / whole;
        float scale = 1;
        for (int o = 0; o < octaves; o++, amplitude *= share, scale *= 2) {
            add(o, x * scale, step * scale, y * scale, amplitude, row);
        }
    }

    private void add(int octave, float x, float step, float y, float amplitude, float[] row) {
        int top = (int) Math.floor(y);
        float down = ease(y - top);
        int left = Integer.MIN_VALUE;
        float here = 0;
        float there = 0;
        for (int i = 0; i < row.length; i++) {
            float at = x + i * step;
            int column = (int) Math.floor(at);
            if (column != left) {
                here = column == left + 1 ? there : column(octave, column, top, down);
                there = column(octave, column + 1, top, down);
                left = column;
            }
            row[i] += amplitude * mix(here, there, ease(at - column));
        }
    }

    private float column(int octave, int x, int top, float down) {
        return mix(lattice(octave, x, top), lattice(octave, x, top + 1), down);
    }

    private float lattice(int octave, int x, int y) {
        return Rng.uniform(key, (long) octave << 58 ^ (long) x << 29 ^ y & 0x1FFF_FFFFL);
    }

    private static float ease(float t) {
        return t * t * (3 - 2 * t);
    }

    static float mix(float from, float to, float share) {
        return from + (to - from) * share;
    }
}
