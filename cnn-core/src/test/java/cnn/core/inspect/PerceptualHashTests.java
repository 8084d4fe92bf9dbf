package cnn.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.image.ByteImage;
import cnn.core.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PerceptualHashTests {
    /** A few soft blobs of light, as photographs have. */
    private static ByteImage scene(long seed, int height, int width, int channels) {
        byte[] pixels = new byte[height * width * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double light = 0.1;
                for (int b = 0; b < 6; b++) {
                    double dy = (double) y / height - Rng.uniform(Rng.key(seed, b), 0);
                    double dx = (double) x / width - Rng.uniform(Rng.key(seed, b), 1);
                    light += (0.2 + Rng.uniform(Rng.key(seed, b), 2)) * Math.exp(-30 * (dx * dx + dy * dy));
                }
                for (int c = 0; c < channels; c++) {
                    pixels[(y * width + x) * channels + c] = (byte) Math.min(255, 180 * light + 20 * c);
                }
            }
        }
        return new ByteImage(Shape.image(height, width, channels), pixels);
    }

    /** The formula in double, term by term. */
    @Test
    void agreesWithTheCosineTransform() {
        ByteImage scene = scene(5, 64, 64, 1);
        double[] coefficients = new double[64];
        for (int u = 0; u < 8; u++) {
            for (int v = 0; v < 8; v++) {
                for (int i = 0; i < 64; i++) {
                    for (int j = 0; j < 64; j++) { // four pixels to a cell
                        coefficients[8 * u + v] += (scene.pixels()[64 * i + j] & 0xFF) / 255.0 / 4
                                * Math.cos(Math.PI * u * (2 * (i / 2) + 1) / 64)
                                * Math.cos(Math.PI * v * (2 * (j / 2) + 1) / 64);
                    }
                }
            }
        }
        double[] sorted = Arrays.copyOfRange(coefficients, 1, 64);
        Arrays.sort(sorted);
        long expected = coefficients[0] > 512 ? 1 : 0;
        for (int k = 1; k < 64; k++) {
            expected |= coefficients[k] > sorted[31] ? 1L << k : 0;
        }
        assertThat(PerceptualHash.of(scene)).isEqualTo(expected);
        assertThat(Long.bitCount(expected)).isBetween(30, 33);
    }

    @Test
    void bytesAndFloatsHaveOneHash() {
        ByteImage scene = scene(8, 40, 50, 3);
        assertThat(PerceptualHash.of(scene.toImage())).isEqualTo(PerceptualHash.of(scene));
    }

    @Test
    void whatLooksNearlyTheSameIsNear() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            ByteImage scene = scene(seed, 96, 128, 3);
            long hash = PerceptualHash.of(scene);
            assertThat(PerceptualHash.distance(hash, PerceptualHash.of(jpeg(scene)))).as("JPEG %d", seed)
                    .isLessThanOrEqualTo(4);
            assertThat(PerceptualHash.distance(hash, PerceptualHash.of(scene.resized(48, 64)))).as("half %d", seed)
                    .isLessThanOrEqualTo(4);
            Image brighter = scene.toImage();
            for (int i = 0; i < brighter.pixels().length; i++) {
                brighter.pixels()[i] = 0.9f * brighter.pixels()[i] + 0.05f;
            }
            assertThat(PerceptualHash.distance(hash, PerceptualHash.of(brighter))).as("brighter %d", seed)
                    .isLessThanOrEqualTo(4);
            assertThat(PerceptualHash.distance(hash, PerceptualHash.of(scene(seed + 100, 96, 128, 3))))
                    .as("another %d", seed).isGreaterThan(Duplicates.MOST_DISTANCE);
        }
    }

    /** Else rounding errors would make up the bits of what shows nothing. */
    @Test
    void flatPicturesOfAnySizeAreAlike() {
        for (int grey : new int[] {0, 1, 77, 127}) {
            byte[] pixels = new byte[31 * 57];
            Arrays.fill(pixels, (byte) grey);
            assertThat(PerceptualHash.of(new ByteImage(Shape.image(31, 57, 1), pixels))).isZero();
        }
        assertThat(PerceptualHash.of(new ByteImage(Shape.image(1, 1, 1), new byte[] {-1}))).isEqualTo(1);
    }

    private static ByteImage jpeg(ByteImage picture) throws IOException {
        int height = picture.shape().height();
        int width = picture.shape().width();
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            drawn.setRGB(i % width, i / width, (picture.pixels()[3 * i] & 0xFF) << 16
                    | (picture.pixels()[3 * i + 1] & 0xFF) << 8 | picture.pixels()[3 * i + 2] & 0xFF);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(drawn, "jpg", file);
        return ImageDecoder.decode("scene.jpg", file.toByteArray());
    }
}
