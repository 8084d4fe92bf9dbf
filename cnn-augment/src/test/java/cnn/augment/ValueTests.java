package cnn.augment;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.augment.colour.Brightness;
import cnn.augment.colour.Contrast;
import cnn.augment.geometry.Flip;
import cnn.augment.occlusion.Erase;
import cnn.augment.policy.Chain;
import cnn.augment.policy.Sometimes;
import cnn.augment.quality.Noise;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Augmenters that change values or choose among others. */
class ValueTests {
    private static final Image GREY = grey();

    @Test
    void brightnessAddsOneNumberToAll() {
        float first = Pictures.augmented(Brightness.of(0.3), GREY, 1).pixels()[0];
        assertThat(Pictures.augmented(Brightness.of(0.3), GREY, 1).pixels()).containsOnly(first);
        assertThat(first).isBetween(0.2f, 0.8f).isNotEqualTo(0.5f);
    }

    @Test
    void contrastKeepsTheMean() {
        Image image = Pictures.grey(1, 4, 0.4f, 0.45f, 0.55f, 0.6f);
        float[] out = Pictures.augmented(Contrast.of(0.9), image, 1).pixels();
        float factor = (out[3] - 0.5f) / 0.1f;
        assertThat(factor).isBetween(0.1f, 1.9f).isNotEqualTo(1f);
        assertThat(out[0]).isCloseTo(0.5f - 0.1f * factor, Offset.offset(1e-6f));
        assertThat(out[1]).isCloseTo(0.5f - 0.05f * factor, Offset.offset(1e-6f));
    }

    @Test
    void noiseHasMeanZeroAndTheDeviationAsked() {
        Image image = Image.of(Shape.image(200, 200, 1));
        Arrays.fill(image.pixels(), 0.5f);
        float[] out = Pictures.augmented(Noise.of(0.1), image, 4).pixels();
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        for (float value : out) {
            sum += value - 0.5;
            squares += (value - 0.5) * (value - 0.5);
            beyondTwo += Math.abs(value - 0.5) > 0.2 ? 1 : 0;
        }
        assertThat(sum / out.length).isCloseTo(0, Offset.offset(0.002));
        assertThat(Math.sqrt(squares / out.length)).isCloseTo(0.1, Offset.offset(0.002));
        // A Gaussian has 4.55 % of its values beyond two deviations.
        assertThat(beyondTwo / (double) out.length).isCloseTo(0.0455, Offset.offset(0.006));
    }

    @Test
    void erasesOneRectangleOfTheAreaAsked() {
        Image image = Image.of(Shape.image(40, 30, 1));
        Arrays.fill(image.pixels(), 0.5f);
        for (int key = 0; key < 200; key++) {
            float[] out = Pictures
                    .augmented(Erase.of().probability(1).area(0.1, 0.2).content(Erase.Content.ZERO), image, key)
                    .pixels();
            int top = 40;
            int bottom = -1;
            int left = 30;
            int right = -1;
            int erased = 0;
            for (int i = 0; i < out.length; i++) {
                if (out[i] == 0) {
                    top = Math.min(top, i / 30);
                    bottom = Math.max(bottom, i / 30);
                    left = Math.min(left, i % 30);
                    right = Math.max(right, i % 30);
                    erased++;
                }
            }
            assertThat(erased).isEqualTo((bottom - top + 1) * (right - left + 1));
            assertThat(erased / 1200.0).isBetween(0.08, 0.22);
        }
    }

    @Test
    void erasesWithNoiseOrTheMeanColour() {
        Image image = Pictures.noise(20, 20, 3, 8);
        double[] mean = new double[3];
        for (int i = 0; i < 1200; i++) {
            mean[i % 3] += image.pixels()[i] / 400;
        }
        Erase erase = Erase.of().probability(1).area(0.9, 0.9);
        Image even = Pictures.augmented(erase.content(Erase.Content.MEAN), image, 1);
        int middle = even.index(10, 10);
        for (int channel = 0; channel < 3; channel++) {
            assertThat((double) even.pixels()[middle + channel]).isCloseTo(mean[channel], Offset.offset(1e-6));
        }
        float[] noise = Pictures.augmented(erase, image, 1).pixels();
        assertThat(noise[middle]).isNotEqualTo(image.pixels()[middle]).isNotEqualTo(noise[middle + 1]);
    }

    @Test
    void sometimesIsAsOftenAsAsked() {
        int changed = 0;
        for (int key = 0; key < 1000; key++) {
            float[] out = Pictures.augmented(Sometimes.of(0.3, Brightness.of(0.2)), GREY, key).pixels();
            changed += out[0] == 0.5f ? 0 : 1;
        }
        assertThat(changed).isBetween(250, 350);
    }

    @Test
    void chainDoesItsStepsInOrder() {
        Image image = Pictures.grey(1, 3, 0.1f, 0.2f, 0.9f);
        Flip flip = Flip.of().probability(1);
        assertThat(Pictures.augmented(Chain.of(flip), image, 1).pixels()).containsExactly(0.9f, 0.2f, 0.1f);
        assertThat(Pictures.augmented(Chain.of(flip, flip), image, 1).pixels()).containsExactly(0.1f, 0.2f, 0.9f);
        assertThat(Pictures.augmented(Chain.of(flip, flip, flip), image, 1).pixels())
                .containsExactly(0.9f, 0.2f, 0.1f);
        assertThat(Pictures.augmented(Chain.of(), image, 1).pixels()).containsExactly(0.1f, 0.2f, 0.9f);
    }

    @Test
    void chainLeavesTheChanceOfOtherStepsAlone() {
        Image image = Pictures.noise(6, 6, 1, 2);
        Image withFlip = Pictures.augmented(Chain.of(Flip.of().probability(0), Noise.of(0.1)), image, 5);
        Image withErase = Pictures.augmented(Chain.of(Erase.of().probability(0), Noise.of(0.1)), image, 5);
        assertThat(withErase.pixels()).isEqualTo(withFlip.pixels());
    }

    private static Image grey() {
        Image image = Image.of(Shape.image(20, 20, 1));
        Arrays.fill(image.pixels(), 0.5f);
        return image;
    }
}
