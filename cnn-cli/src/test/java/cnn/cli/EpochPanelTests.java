package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.cli.EpochPanel.Standing;
import cnn.cli.screen.Cells;
import cnn.cli.screen.Screen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochPanelTests {
    private static final Standing HALF = new Standing(7, 20, 50, 100, 5000, 0.1834, 0.9412, 12_345, 12, 250);
    private static final double[] LOSSES = {1.2, 0.6, 0.4, 0.3, 0.28, 0.25};

    private static MonitoredCurve curve(String monitor, double... losses) {
        MonitoredCurve curve = new MonitoredCurve(monitor, true);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
            Scores scores = new Scores(losses[i], Map.of("accuracy", 1 - losses[i] / 2));
            curve.add(new EpochReport(i + 1, i, 0.1, scores, scores, 1, 1, 0, losses[i] < best));
            best = Math.min(best, losses[i]);
        }
        return curve;
    }

    private static List<String> lines(int width, Standing now, MonitoredCurve curve) {
        return new EpochPanel(Screen.of(width, true, false)).lines(now, curve, width - 1);
    }

    @Test
    void tellsAllInATerminalOfTheUsualWidth() {
        assertThat(lines(80, HALF, curve("loss", LOSSES))).containsExactly("",
                "epoch 7/20 ━━━━━━━━━━━━╸╌╌╌╌╌╌╌╌╌╌╌╌  50 %   validation loss       ⠱⡀",
                "loss 0.1834   accuracy 94.12 %               0.2500                 ⠱⡀",
                "12,345/s   epoch 0:12 left, run 4:10         best 0.2500 in 6        ⠈⠑⠒⠤⠤⣀⣀⣀⡀");
    }

    @Test
    void hasALongerBarAndCurveInAWideTerminal() {
        assertThat(lines(120, HALF, curve("accuracy", LOSSES))).containsExactly("",
                "epoch 7/20 ━━━━━━━━━━━━━━━━━━╸╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  50 %   validation accuracy      ⣀⠤⠔⠒⠊⠉⠉⠁",
                "loss 0.1834   accuracy 94.12 %                           87.50 %                ⡰⠉",
                "12,345 images/s   epoch 0:12 left, run 4:10              best 87.50 % in 6     ⡰⠁");
    }

    @Test
    void leavesOutTheCaptionAndThenTheCurveInANarrowOne() {
        assertThat(lines(60, HALF, curve("loss", LOSSES))).containsExactly("",
                "epoch 7/20 ━━━━━━━━━━━━╸╌╌╌╌╌╌╌╌╌╌╌╌  50 %   ⠱⡀",
                "loss 0.1834   accuracy 94.12 %                ⠱⡀",
                "12,345/s   epoch 0:12 left, run 4:10           ⠈⠑⠒⠤⠤⣀⣀⣀⡀");
        assertThat(lines(40, HALF, curve("loss", LOSSES))).containsExactly("",
                "epoch 7/20 ━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌  50 %",
                "loss 0.1834   accuracy 94.12 %",
                "12,345/s   epoch 0:12 left, run 4:10");
        assertThat(lines(20, HALF, curve("loss", LOSSES))).containsExactly("", "epoch 7/20 ━╌  50 %", "loss 0.1834",
                "4:10 left");
    }

    @Test
    void showsAsciiAloneWhereThereAreNoGlyphs() {
        List<String> lines = new EpochPanel(Screen.of(80, false, false)).lines(HALF, curve("loss", LOSSES), 79);
        assertThat(lines).containsExactly("",
                "epoch 7/20 #####################----------------------  50 %", "loss 0.1834   accuracy 94.12 %",
                "12,345 images/s   epoch 0:12 left, run 4:10");
        assertThat(String.join("", lines).chars()).allMatch(letter -> letter < 128);
    }

    @Test
    void isColouredWhereATerminalHasColours() {
        List<String> lines = new EpochPanel(Screen.of(80, true, true)).lines(HALF, curve("loss", LOSSES), 79);
        assertThat(lines.get(1).replace("\u001b", "^")).startsWith("^[1mepoch 7/20 ^[0m^[36m━");
        assertThat(lines.stream().map(line -> line.replaceAll("\u001b\\[\\d+m", "")))
                .containsExactlyElementsOf(lines(80, HALF, curve("loss", LOSSES)));
    }

    @Test
    void saysThatValidationImagesAreMeasured() {
        Standing last = new Standing(7, 20, 100, 100, 5000, 0.1834, 0.9412, 12_345, 0, 250);
        assertThat(lines(80, last, curve("loss")).get(3)).isEqualTo("measuring on 5,000 validation images");
    }

    @Test
    void hasNoAccuracyWhereTargetsAreNumbersAndSaysWhatIsNoNumber() {
        Standing numbers = new Standing(1, 1, 50, 100, 0, Double.NaN, Double.NaN, 12, 3, 3);
        assertThat(lines(80, numbers, curve("loss"))).containsExactly("",
                "epoch 1/1 ━━━━━━━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  50 %", "loss NaN", "12 images/s   0:03 left");
    }

    @Test
    void cutsNamesThatAreLong() {
        MonitoredCurve named = new MonitoredCurve("a-very-long-output-name/mean-absolute-error", true);
        Map<String, Double> metrics = Map.of("a-very-long-output-name/mean-absolute-error", 0.5);
        for (int i = 1; i < 4; i++) {
            named.add(new EpochReport(i, i, 0.1, new Scores(1, metrics), new Scores(1, metrics), 1, 1, 0, i == 1));
        }
        assertThat(lines(80, HALF, named).get(1)).endsWith("   validation a-very-…");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 11, 20, 30, 39, 40, 41, 53, 60, 79, 80, 81, 100, 119, 120, 200, 500})
    void isNeverWiderThanTheTerminal(int width) {
        Standing large = new Standing(9_999, 10_000, 99_999, 100_000, 50_000, 1e-30, 0.5, 1_234_567, 1e6, 1e8);
        for (Standing now : List.of(HALF, large)) {
            assertThat(lines(width, now, curve("loss", LOSSES)))
                    .allSatisfy(line -> assertThat(Cells.of(line)).isLessThan(Math.max(2, width)));
        }
    }

    @Test
    void theWholeCurveStaysInTheEnd() {
        EpochPanel panel = new EpochPanel(Screen.of(80, true, false));
        assertThat(panel.end(curve("loss", LOSSES), 79)).containsExactly("validation loss       ⠱⡀",
                "0.2500                 ⠱⡀",
                "best 0.2500 in 6        ⠈⠑⠒⠤⠤⣀⣀⣀⡀");
        assertThat(panel.end(curve("loss", 1.2), 79)).isEmpty();
        assertThat(new EpochPanel(Screen.of(80, false, false)).end(curve("loss", LOSSES), 79)).isEmpty();
    }
}
