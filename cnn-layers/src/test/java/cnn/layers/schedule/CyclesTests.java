package cnn.layers.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.train.Schedule;
import org.junit.jupiter.api.Test;

/** Schedules that rise again. */
class CyclesTests {
    /** The paper's equation 5, cycle after cycle. */
    private static void checkRestarts(CosineRestarts schedule) {
        double first = 0;
        double length = 10 * schedule.epochs();
        double peak = 1;
        for (int step = 0; step < 700; step++) {
            if (step >= first + length) {
                first += length;
                length *= schedule.growth();
                peak *= schedule.factor();
            }
            double height = Math.max(0, peak - schedule.floor());
            assertThat(schedule.factor(step, 10, 700)).as("step %s of %s", step, schedule).isCloseTo(
                    schedule.floor() + height * (1 + Math.cos(Math.PI * (step - first) / length)) / 2, within(1e-12));
        }
    }

    @Test
    void cosineRestartsAgreeWithTheirFormula() {
        checkRestarts(CosineRestarts.of(10));
        checkRestarts(CosineRestarts.of(7).growth(1));
        checkRestarts(CosineRestarts.of(5).growth(1.5).floor(0.1));
        checkRestarts(CosineRestarts.of(5).growth(2).factor(0.25).floor(0.1));
        checkRestarts(CosineRestarts.of(0.1).growth(3));
    }

    @Test
    void cosineRestartsBeginAnewAtTheFullRate() {
        Schedule schedule = CosineRestarts.of(1);
        for (long start : new long[] {0, 10, 30, 70, 150, 310, 630, 1270}) {
            assertThat(schedule.factor(start, 10, 2000)).as("step %s", start).isOne();
        }
        assertThat(schedule.factor(69, 10, 2000)).isLessThan(0.01);
    }

    @Test
    void cyclesOfHugeLengthAreStillCycles() {
        assertThat(CosineRestarts.of(1e6).factor(5, 10, 100)).isCloseTo(1, within(1e-12));
        assertThat(CosineRestarts.of(1).growth(1000).factor(15, 10, 100)).isCloseTo(1, within(1e-6));
        assertThat(CosineRestarts.of(1e6).growth(1000).factor(Long.MAX_VALUE, 10, Long.MAX_VALUE)).isBetween(0.0, 1.0);
    }

    /** As PyTorch's OneCycleLR computes it, whose phases end at {@code pct_start · total − 1} and {@code total − 1}. */
    @Test
    void oneCycleAgreesWithPyTorchs() {
        int total = 100;
        double initial = 1 / 25.0;
        double least = initial / 1e4;
        double top = 0.3 * total - 1;
        for (int step = 0; step < total; step++) {
            double from = step <= top ? initial : 1;
            double to = step <= top ? 1 : least;
            double share = step <= top ? step / top : (step - top) / (total - 1 - top);
            double expected = to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
            assertThat(OneCycle.of().factor(step, 10, total)).as("step %s", step)
                    .isCloseTo(expected, within(1e-14));
        }
        assertThat(OneCycle.of().factor(0, 10, total)).isCloseTo(initial, within(1e-16));
        assertThat(OneCycle.of().factor(29, 10, total)).isCloseTo(1, within(1e-15));
        assertThat(OneCycle.of().factor(99, 10, total)).isCloseTo(least, within(1e-16));
    }

    @Test
    void oneCycleIsRightInShortRunsToo() {
        assertThat(OneCycle.of().factor(0, 1, 1)).isCloseTo(1, within(1e-15));
        assertThat(OneCycle.of().factor(1, 1, 2)).isCloseTo(4e-6, within(1e-20));
        assertThat(OneCycle.of().rise(0.5).start(0.2).end(0).factor(3, 1, 4)).isZero();
    }

    @Test
    void cyclicalGoesUpAndDownInLines() {
        Schedule schedule = Cyclical.of(2).floor(0.2);
        for (int step = 0; step < 200; step++) {
            int at = step % 40;
            double up = at <= 20 ? at / 20.0 : (40 - at) / 20.0;
            assertThat(schedule.factor(step, 10, 200)).as("step %s", step).isCloseTo(0.2 + 0.8 * up, within(1e-14));
        }
        assertThat(schedule.factor(20, 10, 200)).isOne();
    }

    @Test
    void cyclicalHalvesItsHeight() {
        Schedule schedule = Cyclical.of(1).floor(0.2).factor(0.5);
        assertThat(schedule.factor(10, 10, 200)).isOne();
        assertThat(schedule.factor(30, 10, 200)).isCloseTo(0.6, within(1e-15));
        assertThat(schedule.factor(50, 10, 200)).isCloseTo(0.4, within(1e-15));
        assertThat(schedule.factor(40, 10, 200)).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void rejectNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> CosineRestarts.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "CosineRestarts has 0.0 epochs for its first cycle, but it must be above 0 and at most 1,000,000. Give for "
                                + "example 10; parts of an epoch count.");
        assertThatThrownBy(() -> CosineRestarts.of(1).growth(0.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "CosineRestarts growth is 0.5 but must be in [1, 1000]. Give 1 for cycles of one length, or "
                                + "for example 2.");
        assertThatThrownBy(() -> CosineRestarts.of(1).factor(2)).hasMessage("CosineRestarts factor is 2.0 but must be "
                + "in (0, 1]. Give for example 0.1 for a tenth of the rate.");
        assertThatThrownBy(() -> OneCycle.of().rise(1)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "OneCycle rise is 1.0 but must be between 0 and 1, a share of the run. Give for example 0.3.");
        assertThatThrownBy(() -> OneCycle.of().start(0)).hasMessage("OneCycle start is 0.0 but must be in (0, 1], a "
                + "share of the learning rate. Give for example 0.04.");
        assertThatThrownBy(() -> OneCycle.of().end(2)).hasMessage("OneCycle end is 2.0 but must be in [0, 1], a share "
                + "of the learning rate. Give for example 0.");
        assertThatThrownBy(() -> Cyclical.of(0)).hasMessage("Cyclical has 0.0 epochs for the way up, but it must be "
                + "above 0 and at most 1,000,000. Give for example 4; parts of an epoch count.");
        assertThatThrownBy(() -> Cyclical.of(1).floor(0)).hasMessage("Cyclical floor is 0.0 but must be between 0 and "
                + "1, a share of the learning rate. Give for example 0.1.");
    }
}
