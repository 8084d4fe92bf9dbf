package cnn.layers.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTests {
    @Test
    void oneIsNotSeveral() {
        assertThat(Count.of(1, "channel")).isEqualTo("1 channel");
        assertThat(Count.of(0, "channel")).isEqualTo("0 channels");
        assertThat(Count.of(12, "class")).isEqualTo("12 classes");
    }
}
