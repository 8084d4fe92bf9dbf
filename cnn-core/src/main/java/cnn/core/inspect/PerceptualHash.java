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

    private static float[] cosines() {
        float[] table = new float[FREQUENCIES * SIDE];
        for (int u = 0; u < FREQUENCIES; u++) {
            for (int i = 0; i < SIDE; i++) {
                table[u * SIDE + i] = (float) StrictMath.cos(Math.PI * u * (2 * i + 1) / (2 * SIDE));
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
        float[] rows = new float[FREQUENCIES * SIDE]; // transformed along each row
        for (int i = 0; i < SIDE; i++) {
            for (int v = 0; v < FREQUENCIES; v++) {
                float sum = 0;
                for (int j = 0; j < SIDE; j++) {
                    sum += cells[i * SIDE + j] * COSINES[v * SIDE + j];
                }
                rows[v * SIDE + i] = sum;
            }
        }
        float[] coefficients = new float[FREQUENCIES * FREQUENCIES];
        for (int u = 0; u < FREQUENCIES; u++) {
            for (int v = 0; v < FREQUENCIES; v++) {
                float sum = 0;
                for (int i = 0; i < SIDE; i++) {
                    sum += rows[v * SIDE + i] * COSINES[u * SIDE + i];
                }
                coefficients[u * FREQUENCIES + v] = Math.abs(sum) < NOTHING ? 0 : sum;
            }
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
}
