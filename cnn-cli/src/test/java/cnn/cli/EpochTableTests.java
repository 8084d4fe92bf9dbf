package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.cli.screen.Cells;
import cnn.cli.screen.Screen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochTableTests {
    private static final Scores TRAIN = new Scores(0.5, Map.of("accuracy", 0.75));
    private static final Scores VALIDATION = new Scores(0.25, Map.of("accuracy", 0.875));
    private static final EpochReport BEST = new EpochReport(1, 10, 0.002, TRAIN, VALIDATION, 1.25, 1234, 0, true);
    private static final EpochReport WORSE = new EpochReport(2, 20, 0.0001, TRAIN, VALIDATION, 1.25, 1234, 0, false);

    private static List<String> rows(int width, EpochReport report) {
        return new EpochTable(20, Screen.of(width, true, false)).row(report, width - 1);
    }

    @Test
    void hasAHeadingOverItsFirstRow() {
        EpochTable table = new EpochTable(20, Screen.of(80, true, false));
        assertThat(table.row(BEST, 79)).containsExactly(
                "       ─── training ────  ── validation ───",
                "epoch     loss  accuracy     loss  accuracy     rate  images/s     time",
                "    1   0.5000   75.00 %   0.2500   87.50 %  0.00200     1,234    1.3 s  best");
        assertThat(table.row(WORSE, 79)).containsExactly(
                "    2   0.5000   75.00 %   0.2500   87.50 %  1.0e-04     1,234    1.3 s");
    }

    @Test
    void hasTheColumnsThatThereIsRoomFor() {
        assertThat(rows(120, BEST)).containsExactly(
                "       ─── training ────  ── validation ───",
                "epoch     loss  accuracy     loss  accuracy     rate  images/s     time",
                "    1   0.5000   75.00 %   0.2500   87.50 %  0.00200     1,234    1.3 s  best");
        assertThat(rows(60, BEST)).containsExactly(
                "       ─── training ────  ── validation ───",
                "epoch     loss  accuracy     loss  accuracy     time",
                "    1   0.5000   75.00 %   0.2500   87.50 %    1.3 s  best");
        assertThat(rows(40, BEST)).containsExactly(
                "         train  ── validation ───",
                "epoch     loss     loss  accuracy",
                "    1   0.5000   0.2500   87.50 %  best");
        assertThat(rows(20, BEST)).containsExactly("          valid", "epoch  accuracy", "    1   87.50 %");
    }

    @Test
    void hasAnotherHeadingWhereTheTerminalsWidthChanges() {
        EpochTable table = new EpochTable(20, Screen.of(80, true, false));
        table.row(BEST, 79);
        assertThat(table.row(WORSE, 39)).hasSize(3);
        assertThat(table.row(WORSE, 39)).hasSize(1);
    }

    @Test
    void hasNoValidationWhereThereIsNone() {
        assertThat(rows(80, new EpochReport(1, 10, 0.002, TRAIN, null, 1.25, 1234, 0, true)))
                .containsExactly(
                        "       ─── training ────",
                        "epoch     loss  accuracy     rate  images/s     time",
                        "    1   0.5000   75.00 %  0.00200     1,234    1.3 s  best");
    }

    @Test
    void hasTheMetricsOfNumbersAndOfSeveralOutputs() {
        Scores numbers = new Scores(0.5, Map.of("r2", 0.9, "mean-absolute-error", 12.5));
        assertThat(rows(120, new EpochReport(1, 10, 0.002, numbers, numbers, 1.25, 1234, 0, false)))
                .containsExactly(
                        "       training  ─────────── validation ────────────",
                        "epoch      loss        loss  mean-absolute…       r2     rate  images/s     time",
                        "    1    0.5000      0.5000          12.500   0.9000  0.00200     1,234    1.3 s");
        Scores outputs = new Scores(Double.NaN, Map.of("形/accuracy", 0.5, "size/r2", Double.NaN));
        assertThat(rows(100, new EpochReport(1, 10, 0.002, outputs, null, 1.25, 1234, 0, false)))
                .containsExactly(
                        "       ────────── training ──────────",
                        "epoch      loss  size/r2  形/accuracy     rate  images/s     time",
                        "    1       NaN      NaN       0.5000  0.00200     1,234    1.3 s");
    }

    @Test
    void tellsTheWeightsThemselvesBesideTheirAverage() {
        assertThat(rows(100, new EpochReport(1, 10, 0.002, TRAIN, VALIDATION, 1.25, 1234, 0, false,
                new Scores(0.375, Map.of("accuracy", 0.8125))))).containsExactly(
                        "       ─── training ────  ──────── validation ─────────",
                        "epoch     loss  accuracy     loss  accuracy  unaveraged     rate  images/s     time",
                        "    1   0.5000   75.00 %   0.2500   87.50 %     81.25 %  0.00200     1,234    1.3 s");
    }

    @Test
    void tellsWhereTheNetworkWaitedForData() {
        EpochReport slow = new EpochReport(1, 10, 0.002, TRAIN, null, 1.25, 1234, 0.25, false);
        assertThat(rows(100, slow).getLast()).endsWith("1.3 s  waited for data 25.00 %");
        assertThat(rows(60, slow).getLast()).endsWith("1.3 s");
    }

    @Test
    void marksTheBestInGreen() {
        EpochTable table = new EpochTable(20, Screen.of(80, true, true));
        assertThat(table.row(BEST, 79).getLast()).contains("\u001b[32m 0.2500\u001b[0m")
                .endsWith("\u001b[32mbest\u001b[0m");
        assertThat(table.row(WORSE, 79).getLast()).doesNotContain("\u001b[32m");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 16, 20, 30, 40, 41, 60, 79, 80, 100, 120, 300})
    void isNeverWiderThanTheTerminal(int width) {
        Scores odd = new Scores(1e30, Map.of("accuracy", 1.0, "an-output-with-a-long-name/f1", -1e-9, "猫猫猫猫猫猫猫猫", 1.0));
        EpochReport report = new EpochReport(10_000, 10, 1e-9, odd, odd, 1e6, 12_345_678, 0.9, true, odd);
        assertThat(rows(width, report)).allSatisfy(line -> assertThat(Cells.of(line)).isLessThan(width));
    }
}
