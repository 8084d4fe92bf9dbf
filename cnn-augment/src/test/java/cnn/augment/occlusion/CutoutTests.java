package cnn.augment.occlusion;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.augment.Pictures;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Squares anywhere. */
class CutoutTests {
    @Test
    void coversASquareOfTheSizeAskedCutOffAtTheEdges() {
        Image white = white(20, 30);
        int whole = 0;
        for (int key = 0; key < 400; key++) {
            float[] out = Pictures.augmented(Cutout.of(0.5).content(Erase.Content.ZERO), white, key).pixels();
            int rows = rows(out, 30);
            int covered = covered(out);
            assertThat(covered).isBetween(25, 100).isEqualTo(rows * (covered / rows));
            assertThat(rows).isBetween(5, 10);
            whole += covered == 100 ? 1 : 0;
        }
        // centres in 11 of 20 rows and 21 of 30 columns leave a square of 10 whole: 0.385
        assertThat(whole / 400.0).isCloseTo(0.385, Offset.offset(0.1));
    }

    /** How many rows hold covered pixels. */
    private static int rows(float[] pixels, int width) {
        int count = 0;
        for (int row = 0; row < pixels.length / width; row++) {
            for (int column = 0; column < width; column++) {
                if (pixels[row * width + column] == 0) {
                    count++;
                    break;
                }
            }
        }
        return count;
    }

    @Test
    void coversSeveralSquares() {
        int most = 0;
        for (int key = 0; key < 100; key++) {
            most = Math.max(most, covered(Pictures.augmented(
                    Cutout.of(0.2).count(3).content(Erase.Content.ZERO), white(20, 20), key).pixels()));
        }
        assertThat(most).isEqualTo(3 * 16);
    }

    @Test
    void takesTheImagesMeanColour() {
        Image image = Pictures.noise(10, 10, 1, 1);
        double mean = 0;
        for (float value : image.pixels()) {
            mean += value / 100;
        }
        float[] out = Pictures.augmented(Cutout.of(1), image, 2).pixels();
        int covered = 0;
        for (int i = 0; i < out.length; i++) {
            if (out[i] != image.pixels()[i]) {
                assertThat((double) out[i]).isCloseTo(mean, Offset.offset(1e-6));
                covered++;
            }
        }
        assertThat(covered).isGreaterThanOrEqualTo(25);
    }

    @Test
    void isAsFrequentAsAsked() {
        int changed = 0;
        for (int key = 0; key < 1000; key++) {
            changed += covered(Pictures.augmented(Cutout.of(0.5).probability(0.3).content(Erase.Content.ZERO),
                    white(4, 4), key).pixels()) > 0 ? 1 : 0;
        }
        assertThat(changed).isBetween(240, 360); // 4 deviations of a binomial count
    }

    private static Image white(int height, int width) {
        Image white = Image.of(Shape.image(height, width, 1));
        Arrays.fill(white.pixels(), 1);
        return white;
    }

    private static int covered(float[] pixels) {
        int covered = 0;
        for (float value : pixels) {
            covered += value == 0 ? 1 : 0;
        }
        return covered;
    }
}
