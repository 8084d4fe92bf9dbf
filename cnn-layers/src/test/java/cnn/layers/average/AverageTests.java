package cnn.layers.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.train.WeightAverage;
import org.junit.jupiter.api.Test;

class AverageTests {
    /** TensorFlow's documentation of ExponentialMovingAverage: min(decay, (1 + num_updates) / (10 + num_updates)). */
    @Test
    void emaForgetsTheFirstWeightsSoon() {
        WeightAverage ema = Ema.of(0.999);
        assertThat(1 - ema.share(1, 10, 100)).isCloseTo(2 / 11.0, within(1e-15));
        assertThat(1 - ema.share(90, 10, 100)).isCloseTo(0.91, within(1e-15));
        assertThat(1 - ema.share(8_990, 10, 10_000)).isCloseTo(0.999, within(1e-15));
        assertThat(1 - ema.share(100_000, 10, 100_000)).isCloseTo(0.999, within(1e-15));
        assertThat(Ema.of(0).share(5, 10, 100)).isOne();
    }

    /** The mean of what was seen at the ends of epochs 8, 9 and 10 of 10. */
    @Test
    void swaIsThePlainMeanOfTheLastEpochs() {
        WeightAverage swa = Swa.of(0.75);
        double average = Double.NaN;
        for (int step = 1; step <= 100; step++) {
            double share = swa.share(step, 10, 100);
            average = share == 1 ? step : share == 0 ? average : average + share * (step - average);
            if (step % 10 == 0 && step < 80) {
                assertThat(average).isEqualTo(step);
            }
        }
        assertThat(average).isCloseTo((80 + 90 + 100) / 3.0, within(1e-12));
        assertThat(swa.renewsStatistics()).isTrue();
        assertThat(Ema.of(0.9).renewsStatistics()).isFalse();
    }

    @Test
    void swaOfAllEpochsBeginsWithTheFirst() {
        assertThat(Swa.of(0).share(10, 10, 100)).isOne();
        assertThat(Swa.of(0).share(15, 10, 100)).isZero();
        assertThat(Swa.of(0).share(20, 10, 100)).isEqualTo(0.5);
        assertThat(Swa.of(0.99).share(100, 10, 100)).isOne();
    }

    @Test
    void rejectNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Ema.of(1)).isInstanceOf(IllegalArgumentException.class).hasMessage("Ema decay is 1.0 "
                + "but must be in [0, 1), the share of the average that stays in a step. Give for example 0.999.");
        assertThatThrownBy(() -> Swa.of(1)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Swa begins at 1.0 of the run, which must be in [0, 1). Give for example 0.75 for the last quarter.");
    }
}
