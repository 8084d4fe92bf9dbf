package cnn.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTests {
    private static final double EXACT = 1e-12;
    private final int[][] counts = {{8, 2, 0}, {1, 3, 0}, {0, 0, 0}};
    private final ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog", "owl"), counts);

    @Test
    void countsRowsColumnsAndTheDiagonal() {
        assertThat(matrix.actual(0)).isEqualTo(10);
        assertThat(matrix.predicted(0)).isEqualTo(9);
        assertThat(matrix.count(0, 1)).isEqualTo(2);
        assertThat(matrix.total()).isEqualTo(14);
        assertThat(matrix.correct()).isEqualTo(11);
        assertThat(matrix.accuracy()).isCloseTo(11 / 14.0, within(EXACT));
    }

    @Test
    void givesPrecisionRecallAndF1OfAClass() {
        assertThat(matrix.precision(0)).isCloseTo(8 / 9.0, within(EXACT));
        assertThat(matrix.recall(0)).isCloseTo(0.8, within(EXACT));
        double harmonic = 2 / (9 / 8.0 + 1 / 0.8);
        assertThat(matrix.f1(0)).isCloseTo(harmonic, within(EXACT));
        assertThat(matrix.precision(1)).isCloseTo(0.6, within(EXACT));
        assertThat(matrix.recall(1)).isCloseTo(0.75, within(EXACT));
    }

    @Test
    void aShareOfNothingIsNoNumber() {
        assertThat(matrix.precision(2)).isNaN();
        assertThat(matrix.recall(2)).isNaN();
        assertThat(matrix.f1(2)).isNaN();
    }

    @Test
    void keepsItsOwnNumbers() {
        counts[0][0] = 99;
        matrix.counts()[0][0] = 99;
        assertThat(matrix.count(0, 0)).isEqualTo(8);
    }

    @Test
    void rejectsARaggedMatrix() {
        assertThatThrownBy(() -> new ConfusionMatrix(List.of("a", "b"), new int[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A confusion matrix of 2 classes needs as many columns, but row 1 has 1.");
        assertThatThrownBy(() -> new ConfusionMatrix(List.of("a", "b"), new int[][] {{1, 2}}))
                .hasMessage("A confusion matrix of 2 classes needs as many rows, but was given 1.");
    }
}
