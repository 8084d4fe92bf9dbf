package cnn.augment.quality;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.augment.Pictures;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Sharpness, and what a JPEG file leaves. That a file leaves the same is tested with the command line, which has a codec. */
class QualityTests {
    @Test
    void transformsAsTheFormulaSaysAndBack() {
        float[] block = new float[64];
        for (int i = 0; i < 64; i++) {
            block[i] = 255 * Rng.uniform(3, i) - 128;
        }
        float[] frequencies = block.clone();
        CosineTransform.forward(frequencies);
        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                double sum = 0;
                for (int i = 0; i < 64; i++) {
                    sum += block[i] * Math.cos((2 * (i / 8) + 1) * v * Math.PI / 16)
                            * Math.cos((2 * (i % 8) + 1) * u * Math.PI / 16);
                }
                double scale = (v == 0 ? Math.sqrt(0.5) : 1) * (u == 0 ? Math.sqrt(0.5) : 1) / 4;
                // sums of 8 floats of up to 1024, twice
                assertThat((double) frequencies[8 * v + u]).isCloseTo(scale * sum, Offset.offset(1e-3));
            }
        }
        CosineTransform.backward(frequencies);
        assertThat(frequencies).containsExactly(block, Offset.offset(1e-3f));
    }

    @Test
    void scalesTheTablesOfTheStandard() {
        assertThat(Quantization.light(50)).startsWith(16, 11, 10, 16, 24, 40, 51, 61);
        assertThat(Quantization.colours(50)).startsWith(17, 18, 24, 47, 99);
        assertThat(Quantization.light(100)).containsOnly(1);
        assertThat(Quantization.light(75)).startsWith(8, 6, 5, 8, 12, 20, 26, 31);
        assertThat(Quantization.light(1)).containsOnly(255);
    }

    @Test
    void anEvenImageKeepsItsLight() {
        for (int channels : new int[] {1, 3}) {
            Image image = Image.of(Shape.image(19, 21, channels));
            Arrays.fill(image.pixels(), 0.4f);
            for (int quality : new int[] {5, 50, 100}) {
                float[] out = Pictures.augmented(Jpeg.of(quality, quality), image, 1).pixels();
                // the mean of a block is kept to half a step of its eight-fold
                float step = Quantization.light(quality)[0] / 16 / 255;
                for (float value : out) {
                    assertThat(value).isCloseTo(0.4f, Offset.offset(step + 1e-5f));
                }
            }
        }
    }

    @Test
    void theBestQualityKeepsAlmostAllAndTheWorstLittle() {
        Image image = Pictures.noise(32, 32, 1, 4);
        assertThat(distance(image, 100)).isLessThan(0.5); // steps of 1 err by 1/√12 levels
        assertThat(distance(image, 60)).isBetween(3.0, 60.0).isLessThan(distance(image, 10));
    }

    /** Root mean square, in levels. */
    private static double distance(Image image, int quality) {
        float[] out = Pictures.augmented(Jpeg.of(quality, quality), image, 1).pixels();
        double squares = 0;
        for (int i = 0; i < out.length; i++) {
            squares += Math.pow(255 * (out[i] - image.pixels()[i]), 2);
        }
        return Math.sqrt(squares / out.length);
    }

    @Test
    void sharpenDrawsItsFactorBetweenItsLimits() {
        Image dot = Pictures.grey(3, 3, 0.5f, 0.5f, 0.5f, 0.5f, 0.6f, 0.5f, 0.5f, 0.5f, 0.5f);
        float smooth = 7 / 13f;
        float least = 9;
        float most = 0;
        for (int key = 0; key < 500; key++) {
            float factor = (Pictures.augmented(Sharpen.of(0, 3), dot, key).pixels()[4] - smooth) / (0.6f - smooth);
            least = Math.min(least, factor);
            most = Math.max(most, factor);
        }
        assertThat(least).isBetween(-1e-4f, 0.05f);
        assertThat(most).isBetween(2.95f, 3.0001f);
    }
}
