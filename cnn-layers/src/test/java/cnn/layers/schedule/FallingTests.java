package cnn.layers.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.train.Schedule;
import org.junit.jupiter.api.Test;

/** Schedules that fall, and what may stand before them. */
class FallingTests {
    @Test
    void exponentialFallsByTheSameShareInEveryEpoch() {
        Schedule schedule = Exponential.of(0.5);
        assertThat(schedule.factor(0, 10, 100)).isOne();
        assertThat(schedule.factor(5, 10, 100)).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(schedule.factor(10, 10, 100)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.factor(30, 10, 100)).isCloseTo(0.125, within(1e-15));
    }

    @Test
    void polynomialFallsAlongAPower() {
        for (int step = 0; step <= 100; step++) {
            assertThat(Polynomial.of().factor(step, 10, 100)).isCloseTo(1 - step / 100.0, within(1e-15));
            assertThat(Polynomial.of().power(0.9).factor(step, 10, 100))
                    .isCloseTo(Math.pow(1 - step / 100.0, 0.9), within(1e-14));
            assertThat(Polynomial.of().power(2).floor(0.1).factor(step, 10, 100))
                    .isCloseTo(0.1 + 0.9 * (1 - step / 100.0) * (1 - step / 100.0), within(1e-14));
        }
        assertThat(Polynomial.of().floor(0.1).factor(150, 10, 100)).isEqualTo(0.1);
    }

    @Test
    void warmupRisesAndThenHandsOver() {
        Schedule schedule = Warmup.of(Polynomial.of()).epochs(2);
        for (int step = 0; step < 20; step++) {
            assertThat(schedule.factor(step, 10, 100)).isCloseTo((step + 1) / 20.0, within(1e-15));
        }
        for (int step = 20; step < 100; step++) {
            assertThat(schedule.factor(step, 10, 100)).isCloseTo(1 - (step - 20) / 80.0, within(1e-15));
        }
    }

    @Test
    void warmupBeforeACosineIsWarmupCosine() {
        Schedule both = Warmup.of(WarmupCosine.of().warmupEpochs(0)).epochs(1.5);
        for (int step = 0; step < 100; step++) {
            assertThat(both.factor(step, 10, 100))
                    .isEqualTo(WarmupCosine.of().warmupEpochs(1.5).factor(step, 10, 100));
        }
    }

    @Test
    void warmupStartsFromTheOthersFirstFactorAndIsCutToTheRun() {
        assertThat(Warmup.of(Cyclical.of(4).floor(0.5)).factor(4, 10, 100)).isEqualTo(0.25);
        assertThat(Warmup.of(new ConstantRate()).epochs(50).factor(4, 10, 10)).isEqualTo(0.5);
    }

    @Test
    void rejectNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Exponential.of(1.5)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Exponential factor is 1.5 but must be in (0, 1]. Give for example 0.1 for a tenth of the rate.");
        assertThatThrownBy(() -> Polynomial.of().power(0)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Polynomial power is 0.0 but must be above 0 and at most 100. Give 1 for a straight line, or for example 0.9 or 2.");
        assertThatThrownBy(() -> Polynomial.of().floor(-1)).hasMessage("Polynomial floor is -1.0 but must be in "
                + "[0, 1], a share of the learning rate. Give for example 0.");
        assertThatThrownBy(() -> Warmup.of(new ConstantRate()).epochs(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Warmup has 0.0 epochs for the warm-up, but it "
                        + "must be above 0 and at most 1,000,000. Give for example 1; parts of an epoch count.");
    }
}
