package cnn.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTests {
    @Test
    void sharesAreInPercent() {
        assertThat(Numbers.percent(0.9725)).isEqualTo("97.25 %");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
    }

    @Test
    void verySmallAndVeryLargeNumbersHaveAnExponent() {
        assertThat(Numbers.real(0)).isEqualTo("0.0000");
        assertThat(Numbers.real(0.0913)).isEqualTo("0.0913");
        assertThat(Numbers.real(0.00099)).isEqualTo("9.900e-04");
        assertThat(Numbers.real(-12_345)).isEqualTo("-1.235e+04");
        assertThat(Numbers.real(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void largeNumbersAreInUnits() {
        assertThat(Numbers.large(9_999, "k", "M")).isEqualTo("9,999");
        assertThat(Numbers.large(10_000, "k", "M")).isEqualTo("10.0 k");
        assertThat(Numbers.large(999_950, "k", "M")).isEqualTo("1.0 M");
        assertThat(Numbers.large(5_000_000_000L, "k", "M")).isEqualTo("5000.0 M");
        assertThat(Numbers.scaled(1_164, "kB", "MB")).isEqualTo("1.2 kB");
    }

    @Test
    void timesOfAMinuteAndMoreAreOnAClock() {
        assertThat(Numbers.time(4.16)).isEqualTo("4.2 s");
        assertThat(Numbers.time(59.96)).isEqualTo("1:00");
        assertThat(Numbers.clock(4.4)).isEqualTo("0:04");
        assertThat(Numbers.clock(187)).isEqualTo("3:07");
        assertThat(Numbers.clock(3_723)).isEqualTo("1:02:03");
        assertThat(Numbers.clock(360_000)).isEqualTo("100:00:00");
    }
}
