package cnn.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTests {
    private static final double NONE = Double.NaN;

    @Test
    void fallsAsItsNumbersDo() {
        assertThat(Curve.of(new double[] {3, 2, 1}, 10, 2)).containsExactly("⠑⢄", "  ⠑⠤⡀");
    }

    @Test
    void isALineWhereAllAreTheSame() {
        assertThat(Curve.of(new double[] {1, 1, 1}, 10, 1)).containsExactly("⠤⠤⠤⠤⠄");
    }

    @Test
    void hasAGapWhereANumberIsNone() {
        assertThat(Curve.of(new double[] {1, 1, NONE, 1, 1}, 10, 1)).containsExactly("⠤⠤⠄   ⠤⠤⠄");
    }

    @Test
    void isNothingBeforeTheSecondNumber() {
        assertThat(Curve.of(new double[] {}, 10, 3)).isEmpty();
        assertThat(Curve.of(new double[] {1}, 10, 3)).isEmpty();
        assertThat(Curve.of(new double[] {NONE, 1, Double.POSITIVE_INFINITY}, 10, 3)).isEmpty();
    }

    @Test
    void numbersThatFallByPowersOfTenAreAStraightLine() {
        double[] powers = {1000, 100, 10, 1};
        assertThat(Curve.of(powers, 8, 3)).isEqualTo(Curve.of(new double[] {4, 3, 2, 1}, 8, 3));
        double[] withZero = {1000, 100, 10, 0};
        assertThat(Curve.of(withZero, 8, 3)).isNotEqualTo(Curve.of(powers, 8, 3));
    }

    @Test
    void tenThousandNumbersAreAsWideAsItMayBe() {
        List<String> rows = Curve.of(IntStream.range(0, 10_000).mapToDouble(i -> -i).toArray(), 12, 3);
        assertThat(rows).hasSize(3).allSatisfy(row -> assertThat(row.length()).isLessThanOrEqualTo(12));
        assertThat(rows.getFirst()).startsWith("⠉");
        assertThat(rows.getLast()).hasSize(12);
    }

    @Test
    void oneNumberIsNotHiddenAmongManyThatAreNone() {
        double[] numbers = new double[1000];
        Arrays.fill(numbers, NONE);
        numbers[10] = 2;
        numbers[11] = 1;
        assertThat(String.join("", Curve.of(numbers, 12, 3))).isNotBlank();
    }
}
