package cnn.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarTests {
    @Test
    void isFullToItsShareInHalves() {
        assertThat(Bar.of(0, 4, true)).hasToString("╌╌╌╌");
        assertThat(Bar.of(0.5, 4, true)).isEqualTo(new Bar("━━", "╌╌"));
        assertThat(Bar.of(0.625, 4, true)).isEqualTo(new Bar("━━╸", "╌"));
        assertThat(Bar.of(0.99, 4, true)).hasToString("━━━╸");
        assertThat(Bar.of(1, 4, true)).hasToString("━━━━");
    }

    @Test
    void isOfAsciiWhereThereAreNoGlyphs() {
        assertThat(Bar.of(0.625, 4, false)).hasToString("##--");
    }

    @Test
    void neverIsLongerThanItsPlace() {
        assertThat(Bar.of(1.5, 3, true)).hasToString("━━━");
        assertThat(Bar.of(0.5, -2, true)).hasToString("");
    }
}
