package cnn.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTests {
    @Test
    void oneThingIsOneAndAllOtherNumbersAreSeveral() {
        assertThat(Count.of(1, "image")).isEqualTo("1 image");
        assertThat(Count.of(0, "image")).isEqualTo("0 images");
        assertThat(Count.of(-1, "image")).isEqualTo("-1 images");
        assertThat(Count.of(12_345, "class")).isEqualTo("12,345 classes");
    }

    @Test
    void theVerbGoesWithTheNumber() {
        assertThat("There " + Count.are(1, "class")).isEqualTo("There is 1 class");
        assertThat("There " + Count.are(2, "training image")).isEqualTo("There are 2 training images");
    }
}
