package cnn.layers.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.train.Schedule;
import org.junit.jupiter.api.Test;

class ReduceOnPlateauTests {
    /** Epochs that brought these values. */
    private record Values(boolean higherIsBetter, double... values) implements Schedule.Past {
        @Override
        public int epochs() {
            return values.length;
        }

        @Override
        public double monitored(int epoch) {
            return values[epoch - 1];
        }
    }

    private static double after(Schedule schedule, boolean higherIsBetter, double... values) {
        return schedule.factor(10L * values.length, 10, 1000, new Values(higherIsBetter, values));
    }

    @Test
    void dropsAfterEpochsWithoutAnythingBetter() {
        Schedule schedule = ReduceOnPlateau.of(2);
        assertThat(after(schedule, false)).isOne();
        assertThat(after(schedule, false, 1, 0.9, 0.95)).isOne();
        assertThat(after(schedule, false, 1, 0.9, 0.95, 0.9)).isEqualTo(0.1);
        assertThat(after(schedule, false, 1, 0.9, 0.95, 0.8, 0.85)).isOne();
        assertThat(after(schedule, false, 1, 0.9, 0.95, 0.9, 0.9)).isEqualTo(0.1);
        assertThat(after(schedule, false, 1, 0.9, 0.95, 0.9, 0.9, 0.9)).isCloseTo(0.01, within(1e-17));
    }

    @Test
    void moreIsBetterOfAnAccuracy() {
        Schedule schedule = ReduceOnPlateau.of(1).factor(0.5);
        assertThat(after(schedule, true, 0.5, 0.6, 0.7)).isOne();
        assertThat(after(schedule, true, 0.5, 0.6, 0.55)).isEqualTo(0.5);
        assertThat(after(schedule, false, 0.5, 0.6, 0.7)).isEqualTo(0.25);
    }

    @Test
    void aSmallChangeDoesNotCount() {
        Schedule schedule = ReduceOnPlateau.of(2).minChange(0.1);
        assertThat(after(schedule, false, 1, 0.95, 0.91)).isEqualTo(0.1);
        assertThat(after(schedule, false, 1, 0.95, 0.89)).isOne();
    }

    @Test
    void restsAfterADrop() {
        Schedule schedule = ReduceOnPlateau.of(1).rest(2).factor(0.5);
        assertThat(after(schedule, false, 1, 1)).isEqualTo(0.5);
        assertThat(after(schedule, false, 1, 1, 1, 1)).isEqualTo(0.5);
        assertThat(after(schedule, false, 1, 1, 1, 1, 1)).isEqualTo(0.25);
    }

    @Test
    void doesNotDropBelowItsFloor() {
        assertThat(after(ReduceOnPlateau.of(1).floor(0.05), false, 1, 1, 1, 1, 1)).isEqualTo(0.05);
    }

    @Test
    void whatIsNoNumberIsNeverBetter() {
        assertThat(after(ReduceOnPlateau.of(2), false, Double.NaN, Double.NaN)).isEqualTo(0.1);
        assertThat(after(ReduceOnPlateau.of(2), false, Double.NaN, 1, Double.NaN, Double.NaN)).isEqualTo(0.1);
        assertThat(after(ReduceOnPlateau.of(2), false, Double.NaN, 1, Double.NaN, 0.5)).isOne();
    }

    @Test
    void standsBehindAWarmup() {
        Schedule schedule = Warmup.of(ReduceOnPlateau.of(1)).epochs(2);
        assertThat(schedule.factor(9, 10, 100, new Values(false))).isEqualTo(0.5);
        assertThat(schedule.factor(20, 10, 100, new Values(false, 1, 2))).isEqualTo(0.1);
    }

    @Test
    void rejectsNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> ReduceOnPlateau.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ReduceOnPlateau waits for 0 epochs. Give a patience of at least 1, for example 5.");
        assertThatThrownBy(() -> ReduceOnPlateau.of(1).factor(1))
                .hasMessage("ReduceOnPlateau factor is 1.0 but must be "
                        + "between 0 and 1. Give for example 0.1 for a tenth of the rate.");
        assertThatThrownBy(() -> ReduceOnPlateau.of(1).minChange(-1)).hasMessage("ReduceOnPlateau min-change is -1.0 "
                + "but must be in [0, 1,000,000]. Give 0 for any change, or for example 0.001.");
        assertThatThrownBy(() -> ReduceOnPlateau.of(1).rest(-1)).hasMessage(
                "ReduceOnPlateau rests for -1 epochs after a drop. Give 0 for none, or for example 2.");
        assertThatThrownBy(() -> ReduceOnPlateau.of(1).floor(2)).hasMessage("ReduceOnPlateau floor is 2.0 but must be "
                + "in [0, 1], a share of the learning rate. Give for example 0.");
    }
}
