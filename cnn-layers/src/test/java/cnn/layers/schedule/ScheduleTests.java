package cnn.layers.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.train.Schedule;
import org.junit.jupiter.api.Test;

class ScheduleTests {
    @Test
    void constantRateIsOne() {
        assertThat(new ConstantRate().factor(0, 10, 100)).isOne();
        assertThat(new ConstantRate().factor(99, 10, 100)).isOne();
    }

    @Test
    void stepDecayDropsEveryFewEpochs() {
        Schedule schedule = StepDecay.of(3).factor(0.5);
        assertThat(schedule.factor(0, 10, 100)).isOne();
        assertThat(schedule.factor(29, 10, 100)).isOne();
        assertThat(schedule.factor(30, 10, 100)).isEqualTo(0.5);
        assertThat(schedule.factor(59, 10, 100)).isEqualTo(0.5);
        assertThat(schedule.factor(60, 10, 100)).isEqualTo(0.25);
        assertThat(StepDecay.of(1).factor(10, 10, 100)).isEqualTo(0.1);
    }

    @Test
    void multiStepDropsAtSharesOfTheRun() {
        Schedule schedule = MultiStep.of(0.5, 0.75);
        assertThat(schedule.factor(0, 352, 64_000)).isOne();
        assertThat(schedule.factor(31_999, 352, 64_000)).isOne();
        assertThat(schedule.factor(32_000, 352, 64_000)).isEqualTo(0.1);
        assertThat(schedule.factor(47_999, 352, 64_000)).isEqualTo(0.1);
        assertThat(schedule.factor(48_000, 352, 64_000)).isEqualTo(0.1 * 0.1);
        assertThat(MultiStep.of(0.5).factor(0.2).factor(5, 10, 10)).isEqualTo(0.2);
    }

    @Test
    void warmupCosineRisesInALineAndFallsAlongTheCosine() {
        Schedule schedule = WarmupCosine.of().warmupEpochs(2).floor(0.2);
        for (int step = 0; step < 20; step++) {
            assertThat(schedule.factor(step, 10, 100)).isCloseTo((step + 1) / 20.0, within(1e-15));
        }
        for (int step = 20; step < 100; step++) {
            assertThat(schedule.factor(step, 10, 100))
                    .isCloseTo(0.2 + 0.8 * (1 + Math.cos(Math.PI * (step - 20) / 80)) / 2, within(1e-14));
        }
        assertThat(schedule.factor(20, 10, 100)).isOne();
        assertThat(schedule.factor(60, 10, 100)).isCloseTo(0.6, within(1e-15));
    }

    @Test
    void warmupCosineStaysAtItsFloorAfterTheRun() {
        assertThat(WarmupCosine.of().floor(0.2).factor(100, 10, 100)).isEqualTo(0.2);
        assertThat(WarmupCosine.of().floor(0.2).factor(150, 10, 100)).isEqualTo(0.2);
    }

    @Test
    void warmupCosineWorksWithoutWarmupWithPartOfAnEpochAndWithMoreThanTheRun() {
        assertThat(WarmupCosine.of().warmupEpochs(0).factor(0, 10, 100)).isOne();
        assertThat(WarmupCosine.of().warmupEpochs(0.5).factor(3, 10, 100)).isEqualTo(0.8);
        assertThat(WarmupCosine.of().warmupEpochs(0.5).factor(5, 10, 100)).isOne();
        assertThat(WarmupCosine.of().warmupEpochs(50).factor(4, 10, 10)).isEqualTo(0.5);
        assertThat(WarmupCosine.of().warmupEpochs(50).factor(9, 10, 10)).isOne();
    }

    @Test
    void rejectsNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> StepDecay.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("StepDecay drops every 0 epochs. Give at least 1, for example 30.");
        assertThatThrownBy(() -> StepDecay.of(1).factor(1.5)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "StepDecay factor is 1.5 but must be in (0, 1]. Give for example 0.1 for a tenth of the rate.");
        assertThatThrownBy(() -> MultiStep.of()).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "MultiStep has no point to drop at. Give one or more, for example [0.5, 0.75], or use the constant "
                        + "schedule.");
        assertThatThrownBy(() -> MultiStep.of(0.75, 0.5)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "MultiStep drops at [0.75, 0.5] of the run, but points must rise and lie between 0 and 1. Give for example "
                        + "[0.5, 0.75] for half and three quarters.");
        assertThatThrownBy(() -> MultiStep.of(82.0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MultiStep.of(0.5).factor(0)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "MultiStep factor is 0.0 but must be in (0, 1]. Give for example 0.1 for a tenth of the rate.");
        assertThatThrownBy(() -> WarmupCosine.of().warmupEpochs(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("WarmupCosine warms up for -1.0 epochs. Give 0 for no warm-up, or for example 1.");
        assertThatThrownBy(() -> WarmupCosine.of().floor(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("WarmupCosine floor is 2.0 but must be in [0, 1], a share of the learning rate. "
                        + "Give for example 0.");
    }
}
