package cnn.augment.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.Pictures;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Augmenters of colours: closed-form cases, and what they draw. */
class ColourTests {
    private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

    @Test
    void aThirdOfTheCircleExchangesRedGreenAndBlue() {
        Image image = Pictures.noise(8, 8, 3, 1);
        float[] in = image.pixels();
        float[] once = turned(image, 2);
        float[] back = turned(image, -2);
        for (int at = 0; at < in.length; at += 3) {
            assertThat(new float[] {once[at], once[at + 1], once[at + 2]})
                    .containsExactly(new float[] {in[at + 2], in[at], in[at + 1]}, ROUNDING);
            assertThat(new float[] {back[at], back[at + 1], back[at + 2]})
                    .containsExactly(new float[] {in[at + 1], in[at + 2], in[at]}, ROUNDING);
        }
    }

    @Test
    void halfTheCircleGivesTheOppositeColourAndGreysStay() {
        Image red = new Image(Shape.image(1, 2, 3), new float[] {0.8f, 0.2f, 0.2f, 0.4f, 0.4f, 0.4f});
        float[] cyan = {0.2f, 0.8f, 0.8f, 0.4f, 0.4f, 0.4f};
        assertThat(turned(red, 3)).containsExactly(cyan, ROUNDING);
        assertThat(turned(red, -3)).containsExactly(cyan, ROUNDING);
        assertThat(turned(red, 0)).containsExactly(red.pixels(), ROUNDING);
        assertThat(turned(red, 1)).containsExactly(new float[] {0.8f, 0.8f, 0.2f, 0.4f, 0.4f, 0.4f}, ROUNDING);
    }

    @Test
    void saturationLeavesTheLightOfAPixel() {
        Image image = new Image(Shape.image(1, 1, 3), new float[] {0.6f, 0.4f, 0.5f});
        float light = 0.299f * 0.6f + 0.587f * 0.4f + 0.114f * 0.5f;
        Set<Float> seen = new HashSet<>();
        for (int key = 0; key < 50; key++) {
            float[] out = Pictures.augmented(Saturation.of(0.5), image, key).pixels();
            assertThat(0.299f * out[0] + 0.587f * out[1] + 0.114f * out[2]).isCloseTo(light, ROUNDING);
            float factor = (out[0] - light) / (0.6f - light);
            assertThat(factor).isBetween(0.4999f, 1.5001f);
            seen.add(factor);
        }
        assertThat(seen).hasSizeGreaterThan(40);
    }

    @Test
    void greyscaleGivesAllThreeTheLight() {
        Image image = new Image(Shape.image(1, 1, 3), new float[] {1, 0, 0.5f});
        assertThat(Pictures.augmented(Greyscale.of().probability(1), image, 1).pixels())
                .containsExactly(new float[] {0.356f, 0.356f, 0.356f}, ROUNDING);
    }

    @Test
    void refuseImagesWithoutColours() {
        for (Augmenter augmenter : List.of(Saturation.of(0.2), Hue.of(18), Greyscale.of())) {
            String id = augmenter.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            assertThatIllegalArgumentException().isThrownBy(() -> augmenter.check(Shape.image(28, 28, 1))).withMessage(
                    "Augmenter '" + id + "' cannot change an image of shape (28, 28, 1): it has no red, green and "
                            + "blue. Leave the augmenter out, or set preprocess.channels to 3.");
            augmenter.check(Shape.image(28, 28, 3));
        }
    }

    @Test
    void areAsFrequentAsAsked() {
        Image image = Pictures.noise(17, 17, 3, 2);
        for (Augmenter augmenter : List.of(Invert.of().probability(0.3), Equalize.of().probability(0.3),
                Posterize.of(3, 3).probability(0.3), Solarize.of(0.2, 0.4).probability(0.3),
                Saturation.of(1).probability(0.3), Hue.of(90).probability(0.3), Gamma.of(2, 3).probability(0.3),
                AutoContrast.of().cutoff(0.2).probability(0.3), Greyscale.of().probability(0.3),
                Clahe.of().probability(0.3))) {
            int changed = 0;
            for (int key = 0; key < 500; key++) {
                changed += Arrays.equals(Pictures.augmented(augmenter, image, key).pixels(), image.pixels()) ? 0 : 1;
            }
            assertThat(changed).as("%s", augmenter).isBetween(150 - 41, 150 + 41); // 4 deviations of a binomial count
        }
    }

    @Test
    void gammaIsDrawnBetweenItsLimits() {
        Image middle = Pictures.grey(1, 1, 0.5f);
        float least = 1;
        float most = 0;
        for (int key = 0; key < 500; key++) {
            float out = Pictures.augmented(Gamma.of(0.5, 2), middle, key).pixels()[0];
            least = Math.min(least, out);
            most = Math.max(most, out);
        }
        assertThat(least).isBetween(0.25f - 1e-5f, 0.26f);
        assertThat(most).isBetween(0.69f, 0.70711f);
    }

    @Test
    void posterizeDrawsEveryNumberOfBits() {
        Image image = Pictures.grey(1, 1, 1);
        Set<Float> seen = new HashSet<>();
        for (int key = 0; key < 100; key++) {
            seen.add(Pictures.augmented(Posterize.of(1, 3).probability(1), image, key).pixels()[0] * 255);
        }
        assertThat(seen).containsExactlyInAnyOrder(128f, 192f, 224f);
    }

    @Test
    void oneTileWithoutALimitGivesEachLevelItsShareOfThePixels() {
        Image image = Pictures.noise(20, 20, 1, 5);
        float[] out = Pictures.augmented(new Clahe(256, 256, 1, 1), image, 1).pixels();
        for (int i = 0; i < out.length; i += 7) {
            int level = Math.round(image.pixels()[i] * 255);
            int below = 0;
            for (float value : image.pixels()) {
                below += Math.round(value * 255) <= level ? 1 : 0;
            }
            assertThat(out[i]).isCloseTo(below / 400f, Offset.offset(1e-5f));
        }
    }

    @Test
    void withALimitOfOneNothingChangesByMoreThanALevel() {
        Image image = Image.of(Shape.image(64, 64, 1));
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = i % 256 / 255f; // each row's quarter has all levels, each tile of the four columns some
        }
        float[] out = Pictures.augmented(new Clahe(1, 1, 1, 1), image, 1).pixels();
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).isCloseTo(image.pixels()[i], Offset.offset(1 / 255f));
        }
    }

    @Test
    void claheRaisesTheContrastWithinAShadow() {
        // the right half is four times as dark: equalizing the light around each place brings its details out
        Image image = Pictures.noise(64, 64, 3, 6);
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = i / 3 % 64 < 32 ? image.pixels()[i] : image.pixels()[i] / 4;
        }
        float[] out = Pictures.augmented(new Clahe(4, 4, 4, 1), image, 1).pixels();
        assertThat(deviation(out)).isGreaterThan(1.5 * deviation(image.pixels()));
    }

    /** Of the numbers in the right quarter. */
    private static double deviation(float[] pixels) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (i / 3 % 64 >= 48) {
                sum += pixels[i];
                squares += pixels[i] * pixels[i];
                count++;
            }
        }
        return Math.sqrt(squares / count - sum / count * (sum / count));
    }

    private static float[] turned(Image image, float sixths) {
        Image out = Image.of(image.shape());
        Hue.turn(image, out, sixths);
        return out.pixels();
    }
}
