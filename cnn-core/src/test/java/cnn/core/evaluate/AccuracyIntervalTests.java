package cnn.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AccuracyIntervalTests {
    /** The percentiles of many resamples; their own scatter allows one image. */
    @Test
    void isWhatResamplingFinds() {
        int images = 200;
        int correct = 170;
        int[] found = new int[20_000];
        for (int sample = 0; sample < found.length; sample++) {
            for (int i = 0; i < images; i++) {
                found[sample] += Rng.uniform(Rng.key(4, sample), i) * images < correct ? 1 : 0;
            }
        }
        Arrays.sort(found);
        AccuracyInterval interval = AccuracyInterval.of(correct, images);
        assertThat(interval.low() * images).isCloseTo(found[found.length / 40], within(1.01));
        assertThat(interval.high() * images).isCloseTo(found[found.length - found.length / 40], within(1.01));
    }

    /** For many images the binomial distribution is the normal one: 1.96 standard deviations on either side. */
    @Test
    void ofManyImagesIsThatOfTheNormalDistribution() {
        AccuracyInterval interval = AccuracyInterval.of(930_000, 1_000_000);
        double reach = 1.959964 * Math.sqrt(0.93 * 0.07 / 1e6);
        assertThat(interval.low()).isCloseTo(0.93 - reach, within(2e-6));
        assertThat(interval.high()).isCloseTo(0.93 + reach, within(2e-6));
    }

    /** Clopper and Pearson's bound for 10 of 10: 0.6915. */
    @Test
    void allRightMayBeLuck() {
        assertThat(AccuracyInterval.of(10, 10).low()).isCloseTo(0.6915, within(5e-5));
        assertThat(AccuracyInterval.of(10, 10).high()).isOne();
        assertThat(AccuracyInterval.of(0, 10).high()).isCloseTo(1 - 0.6915, within(5e-5));
        assertThat(AccuracyInterval.of(0, 10).low()).isZero();
    }

    @Test
    void rejectsWhatCannotBe() {
        assertThatThrownBy(() -> AccuracyInterval.of(3, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An "
                        + "interval was asked for 3 of 2 images. Give at least 1 image, and from 0 to all of them that are right.");
        assertThatThrownBy(() -> AccuracyInterval.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
