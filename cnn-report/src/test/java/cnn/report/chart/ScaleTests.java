package cnn.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleTests {
    @Test
    void beginsAndEndsAtRoundNumbers() {
        Scale scale = Scale.round(0.013, 0.87, 100, 0, 5);
        assertThat(scale.ticks()).hasSize(6).first().isEqualTo(0.0);
        assertThat(scale.most()).isCloseTo(1, within(1e-12));
        assertThat(scale.at(0)).isEqualTo(100);
        assertThat(scale.at(0.5)).isCloseTo(50, within(1e-9));
    }

    @Test
    void oneNumberHasAnAxisToo() {
        Scale same = Scale.round(0.5, 0.5, 0, 10, 5);
        assertThat(same.most()).isGreaterThan(same.least());
        assertThat(Scale.round(0, 0, 0, 10, 5).ticks()).allMatch(Double::isFinite);
        Scale one = Scale.counting(1, 1, 0, 10, 8);
        assertThat(one.at(1)).isEqualTo(5);
        assertThat(one.ticks()).containsExactly(1.0);
    }

    @Test
    void countsInWholeNumbers() {
        assertThat(Scale.counting(1, 5, 0, 1, 8).ticks()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(Scale.counting(1, 182, 0, 1, 8).ticks()).containsExactly(50.0, 100.0, 150.0);
    }
}
