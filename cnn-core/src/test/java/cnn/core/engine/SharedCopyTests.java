package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies by several threads. */
class SharedCopyTests {
    @ParameterizedTest
    @CsvSource({"1, 0", "3, 1", "3, 65535", "1, 65536", "2, 65536", "3, 65537", "3, 200001"})
    void copiesTheRangeAndNothingElse(int threads, int count) {
        float[] source = new float[count + 20];
        for (int i = 0; i < source.length; i++) {
            source[i] = i + 1;
        }
        float[] target = new float[count + 20];
        try (Workers workers = new Workers(threads)) {
            new SharedCopy(workers).copy(source, 7, target, 3, count);
        }
        float[] expected = new float[count + 20];
        System.arraycopy(source, 7, expected, 3, count);
        assertThat(target).isEqualTo(expected);
    }
}
