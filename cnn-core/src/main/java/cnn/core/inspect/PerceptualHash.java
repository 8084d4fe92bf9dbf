package cnn.core.inspect;

import cnn.api.data.Image;
import cnn.core.image.ByteImage;
import java.util.Arrays;

/**
 * 64 bits that tell what a picture looks like: saved anew, resized or a little brighter, it has nearly the same. The picture
 * averaged over its channels and over 32×32 cells x gives coefficients of the cosine transform
 * c(u, v) = Σ x(i, j) · cos(π u (2i + 1) / 64) · cos(π v (2j + 1) / 64) for u, v of 0 to 7. The bit of (u, v) is set where
 * c(u, v) is more than the median of all but c(0, 0), whose bit is set where the picture is brighter than middle grey.
 *
 * <p>Source: C. Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, section 3.2.1, which
 * leaves out the frequencies of 0: on small pictures these tell most.
 */
public final class PerceptualHash {
    private static final int SIDE = Cells.SIDE;
    private static final int FREQUENCIES = 8;
    /** Of cells that are all alike the coefficients are rounding errors: they count as 0. */
    private static final float NOTHING = 1e-3f;
    private static final float[] COSINES = cosines();

    private PerceptualHash() {
    }

    /** Those of one cell lie together, so that sums for 8 frequencies run side by side. */
    private static float[] cosines() {
        float[] table = new float[SIDE * FREQUENCIES];
        for (int i = 0; i < SIDE; i++) {
            for (int u = 0; u < FREQUENCIES; u++) {
                table[i * FREQUENCIES + u] = (float) StrictMath.cos(Math.PI * u * (2 * i + 1) / (2 * SIDE));
            }
        }
        return table;
    }

    /** The hash of a picture. */
    public static long of(ByteImage picture) {
        return of(Cells.of(picture));
    }

    /** The hash of an image. */
    public static long of(Image image) {
        return of(Cells.of(image));
    }

    /** Bits in which two hashes differ: 0 to 64. */
    public static int distance(long one, long other) {
        return Long.bitCount(one ^ other);
    }

    /** The hash of what has these 32×32 cells. */
    static long of(float[] cells) {
        float[] rows = new float[SIDE * FREQUENCIES]; // transformed along each row
        for (int i = 0; i < SIDE; i++) {
            transform(cells, i * SIDE, 1, rows, i * FREQUENCIES, 1);
        }
        float[] coefficients = new float[FREQUENCIES * FREQUENCIES];
        for (int v = 0; v < FREQUENCIES; v++) {
            transform(rows, v, FREQUENCIES, coefficients, v, FREQUENCIES);
        }
        for (int k = 0; k < coefficients.length; k++) {
            coefficients[k] = Math.abs(coefficients[k]) < NOTHING ? 0 : coefficients[k];
        }
        float[] sorted = Arrays.copyOfRange(coefficients, 1, coefficients.length);
        Arrays.sort(sorted);
        float median = sorted[sorted.length / 2];
        long bits = coefficients[0] > SIDE * SIDE / 2f ? 1 : 0;
        for (int k = 1; k < coefficients.length; k++) {
            bits |= coefficients[k] > median ? 1L << k : 0;
        }
        return bits;
    }

    /** The lowest 8 frequencies of 32 numbers. */
    private static void transform(float[] from, int first, int step, float[] to, int place, int stride) {
        float c0 = 0;
        float c1 = 0;
        float c2 = 0;
        float c3 = 0;
        float c4 = 0;
        float c5 = 0;
        float c6 = 0;
        float c7 = 0;
        for (int i = 0; i < SIDE; i++) {
            float x = from[first + i * step];
            int at = i * FREQUENCIES;
            c0 += x * COSINES[at];
            c1 += x * COSINES[at + 1];
            c2 += x * COSINES[at + 2];
            c3 += x * COSINES[at + 3];
            c4 += x * COSINES[at + 4];
            c5 += x * COSINES[at + 5];
            c6 += x * COSINES[at + 6];
            c7 += x * COSINES[at + 7];
        }
        to[place] = c0;
        to[place + stride] = c1;
        to[place + 2 * stride] = c2;
        to[place + 3 * stride] = c3;
        to[place + 4 * stride] = c4;
        to[place + 5 * stride] = c5;
        to[place + 6 * stride] = c6;
        to[place + 7 * stride] = c7;
    }
}
