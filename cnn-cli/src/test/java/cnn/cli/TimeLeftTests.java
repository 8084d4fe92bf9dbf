package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimeLeftTests {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void goesOnAsSoFar() {
        TimeLeft time = new TimeLeft(2, 10, 0);
        time.stepped(1, 1, 2 * SECOND);
        time.stepped(1, 5, 10 * SECOND);
        assertThat(time.ofEpoch(10 * SECOND)).isEqualTo(10, within(1e-6));
        assertThat(time.ofRun(10 * SECOND)).isEqualTo(30, within(1e-6));
    }

    @Test
    void runsDownBetweenTwoSteps() {
        TimeLeft time = new TimeLeft(2, 10, 0);
        time.stepped(1, 1, 2 * SECOND);
        time.stepped(1, 5, 10 * SECOND);
        assertThat(time.ofEpoch(12 * SECOND)).isEqualTo(8, within(1e-6));
        assertThat(time.ofRun(100 * SECOND)).isZero();
    }

    @Test
    void countsWhatComesAfterTheLastStepOfAnEpochToTheRunAlone() {
        TimeLeft time = new TimeLeft(2, 10, 0);
        time.stepped(1, 1, SECOND);
        time.stepped(1, 10, 10 * SECOND);
        time.epochEnded(15 * SECOND);
        time.stepped(2, 1, 16 * SECOND);
        time.stepped(2, 5, 20 * SECOND);
        assertThat(time.ofEpoch(20 * SECOND)).isEqualTo(5, within(1e-6));
        assertThat(time.ofRun(20 * SECOND)).isEqualTo(20 / 1.5 * 0.5, within(1e-6));
    }

    @Test
    void doesNotCountWhatAnEarlierRunDid() {
        TimeLeft time = new TimeLeft(3, 10, 0);
        time.stepped(2, 6, SECOND); // goes on with step 6 of epoch 2
        assertThat(time.ofEpoch(SECOND)).isEqualTo(4, within(1e-6));
        assertThat(time.ofRun(SECOND)).isEqualTo(14, within(1e-6));
    }

    @Test
    void isNothingBeforeTheFirstStep() {
        TimeLeft time = new TimeLeft(3, 10, 0);
        assertThat(time.ofEpoch(0)).isZero();
    }
}
