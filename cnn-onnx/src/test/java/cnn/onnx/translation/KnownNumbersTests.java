package cnn.onnx.translation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KnownNumbersTests {
    @Test
    void refusesWhatWouldTakeHours() {
        KnownNumbers known = new KnownNumbers();
        known.add(1L << 31);
        known.add(1L << 31);
        assertThatThrownBy(() -> known.add(1)).isInstanceOf(Unsupported.class)
                .hasMessage("what comes of constants alone is more than 4,294,967,296 numbers");
    }
}
