package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTests {
    @Test
    void sharesArePercentages() {
        assertThat(Text.percent(0.99526)).isEqualTo("99.53 %");
        assertThat(Text.percent(1)).isEqualTo("100.00 %");
        assertThat(Text.percent(Double.NaN)).isEqualTo("–");
    }

    @Test
    void lossesHaveAnExponentWhereTheyAreFarFromOne() {
        assertThat(Text.loss(0.09131)).isEqualTo("0.0913");
        assertThat(Text.loss(0)).isEqualTo("0.0000");
        assertThat(Text.loss(0.000091)).isEqualTo("9.100e-05");
        assertThat(Text.loss(2.5e12)).isEqualTo("2.500e+12");
    }

    @Test
    void countsAreGroupedAndTheirNounsAgree() {
        assertThat(Text.count(1, "image")).isEqualTo("1 image");
        assertThat(Text.count(60_000, "image")).isEqualTo("60,000 images");
        assertThat(Text.count(10, "class")).isEqualTo("10 classes");
    }

    @Test
    void bytesHaveDecimalUnits() {
        assertThat(Text.bytes(999)).isEqualTo("999 bytes");
        assertThat(Text.bytes(1_500)).isEqualTo("1.5 kB");
        assertThat(Text.bytes(999_999)).isEqualTo("1.0 MB");
        assertThat(Text.bytes(2_340_000_000L)).isEqualTo("2.3 GB");
    }

    @Test
    void timesGrowIntoMinutesAndHours() {
        assertThat(Text.time(4.25)).isEqualTo("4.3 s");
        assertThat(Text.time(59.97)).isEqualTo("1:00");
        assertThat(Text.time(187)).isEqualTo("3:07");
        assertThat(Text.clock(4)).isEqualTo("0:04");
        assertThat(Text.clock(3_723)).isEqualTo("1:02:03");
    }

    @Test
    void tablesAlignNumbersToTheRight() {
        Table table = new Table("class", "images").row("dog", "7").row("alligator", "12,000");
        assertThat(table).hasToString("class      images\ndog             7\nalligator  12,000");
    }
}
