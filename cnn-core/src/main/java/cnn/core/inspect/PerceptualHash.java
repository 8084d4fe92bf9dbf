package cnn.core.inspect;

import cnn.api.Shape;
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
    private static final int SIDE = 32;
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
        byte[] pixels = picture.pixels();
        return of(picture.shape(), i -> (pixels[i] & 0xFF) / 255f);
    }

    /** The hash of an image. */
    public static long of(Image image) {
        float[] pixels = image.pixels();
        return of(image.shape(), i -> pixels[i]);
    }

    /** Bits in which two hashes differ: 0 to 64. */
    public static int distance(long one, long other) {
        return Long.bitCount(one ^ other);
    }

    private interface Pixels {
        float at(int index);
    }

    private static long of(Shape shape, Pixels pixels) {
        float[] cells = cells(shape, pixels);
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

    /** Means over 32×32 cells and all channels; where a picture is smaller, cells share pixels. */
    private static float[] cells(Shape shape, Pixels pixels) {
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
