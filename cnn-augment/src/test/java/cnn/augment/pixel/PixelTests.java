package cnn.augment.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.augment.Pictures;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Cases of changes of values whose results are known beforehand. */
class PixelTests {
    private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

    @Test
    void everyLevelIsItsValuesNearest() {
        for (int level = 0; level < Levels.COUNT; level++) {
            assertThat(Levels.of(Levels.value(level))).isEqualTo(level);
        }
        assertThat(Levels.of(-0.01f)).isZero();
        assertThat(Levels.of(1.01f)).isEqualTo(255);
    }

    @Test
    void gammaOfOneLeavesAnImageAsItIs() {
        Image image = Pictures.noise(9, 7, 3, 1);
        Image out = Image.of(image.shape());
        Curves.gamma(image, out, 1);
        assertThat(out.pixels()).containsExactly(image.pixels(), ROUNDING);
    }

    @Test
    void gammaIsThePowerAtEveryLevelAndBetweenThemNearIt() {
        Image image = Image.of(Shape.image(1, 1021, 1));
        for (int i = 0; i < 1021; i++) {
            image.pixels()[i] = i / 1020f; // every level, and three places between each two
        }
        Image out = Image.of(image.shape());
        Curves.gamma(image, out, 2);
        for (int i = 0; i < 1021; i++) {
            // a chord of x² over a level's width is at most (1/255)²/4 above it
            assertThat((double) out.pixels()[i]).isCloseTo(Math.pow(i / 1020.0, 2),
                    Offset.offset(i % 4 == 0 ? 1e-6 : 4e-6));
        }
    }

    @Test
    void equalizingLeavesAnEvenImageAndASmallOneAsTheyAre() {
        Image even = Image.of(Shape.image(30, 30, 3));
        Arrays.fill(even.pixels(), 0.3f);
        assertThat(equalized(even)).containsOnly(0.3f);
        Image small = Pictures.noise(15, 17, 1, 2);
        assertThat(equalized(small)).isEqualTo(small.pixels());
    }

    @Test
    void equalizingAnImageOfTwoLevelsTakesThemToTheEnds() {
        Image image = Image.of(Shape.image(32, 32, 1));
        Arrays.fill(image.pixels(), 0, 512, 0.4f);
        Arrays.fill(image.pixels(), 512, 1024, 0.6f);
        assertThat(equalized(image)).startsWith(0).endsWith(1);
    }

    @Test
    void aFactorOfOneLeavesAnImageAsItIs() {
        Image image = Pictures.noise(6, 5, 3, 3);
        Image out = Image.of(image.shape());
        Blends.brightness(image, out, 1);
        assertThat(out.pixels()).isEqualTo(image.pixels());
        Blends.contrast(image, out, 1);
        assertThat(out.pixels()).containsExactly(image.pixels(), ROUNDING);
        Blends.saturation(image, out, 1);
        assertThat(out.pixels()).containsExactly(image.pixels(), ROUNDING);
        Blends.sharpness(image, out, 1);
        assertThat(out.pixels()).containsExactly(image.pixels(), ROUNDING);
    }

    @Test
    void contrastOfAGreyImageIsAboutItsMean() {
        Image out = Image.of(Shape.image(1, 2, 1));
        Blends.contrast(Pictures.grey(1, 2, 0.2f, 0.6f), out, 0.5f);
        assertThat(out.pixels()).containsExactly(new float[] {0.3f, 0.5f}, ROUNDING);
    }

    @Test
    void sharpeningADotTakesFromItsNeighbours() {
        Image dot = Pictures.grey(3, 3, 0.5f, 0.5f, 0.5f, 0.5f, 0.6f, 0.5f, 0.5f, 0.5f, 0.5f);
        Image out = Image.of(dot.shape());
        Blends.sharpness(dot, out, 2);
        // smooth = (8·0.5 + 5·0.6)/13, and the middle moves as far from it again
        assertThat(out.pixels()[4]).isCloseTo(0.6f + 0.6f - 7 / 13f, ROUNDING);
        assertThat(out.pixels()[0]).isEqualTo(0.5f);
    }

    private static float[] equalized(Image image) {
        Image out = Image.of(image.shape());
        Histograms.equalize(image, out);
        return out.pixels();
    }
}
