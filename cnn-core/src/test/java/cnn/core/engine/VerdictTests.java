package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerdictTests {
    private static final long MILLISECOND = 1_000_000;

    private final Verdict verdict = new Verdict(Duration.ofMillis(100));

    private void rounds(int count, long fast, long plain) {
        for (int i = 0; i < count; i++) {
            verdict.add(fast * MILLISECOND, plain * MILLISECOND);
        }
    }

    @Test
    void isForTheFastSetWhenItWasFasterTwiceInARow() {
        rounds(2, 20, 2);
        rounds(1, 1, 2);
        assertThat(verdict.isOpen()).as("may have been chance").isTrue();
        rounds(1, 3, 2);
        rounds(1, 3, 9);
        assertThat(verdict.isOpen()).as("the plain set was kept waiting").isTrue();
        rounds(1, 1, 2);
        rounds(1, 2, 2);
        assertThat(verdict.isOpen()).isFalse();
        assertThat(verdict.isFast()).isTrue();
    }

    @Test
    void isForThePlainSetWhereTheOtherStaysSlow() {
        rounds(8, 10, 2);
        assertThat(verdict.isOpen()).isTrue();
        rounds(1, 9, 2);
        assertThat(verdict.isOpen()).isFalse();
        assertThat(verdict.isFast()).isFalse();
        assertThat(verdict.fast()).isEqualTo(9);
        assertThat(verdict.plain()).isEqualTo(2);
    }

    @Test
    void isForTheFastSetWhereItIsNotFarBehindInTheEnd() {
        rounds(8, 8, 4);
        assertThat(verdict.isOpen()).isTrue();
        rounds(1, 8, 4);
        assertThat(verdict.isOpen()).isFalse();
        assertThat(verdict.isFast()).isTrue();
    }
}
