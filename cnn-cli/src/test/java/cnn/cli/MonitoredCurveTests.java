package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitoredCurveTests {
    private static EpochReport epoch(int number, double loss, Map<String, Double> metrics, boolean best) {
        return new EpochReport(number, number, 0.1, new Scores(loss, metrics), null, 1, 1, 0, best);
    }

    @Test
    void saysWhatItIsOfItsLastNumberAndItsBest() {
        MonitoredCurve curve = new MonitoredCurve("accuracy", false);
        assertThat(curve.caption()).containsExactly("training accuracy", "", "");
        curve.add(epoch(5, 1, Map.of("accuracy", 0.75), true));
        curve.add(epoch(6, 1, Map.of("accuracy", 0.5), false));
        assertThat(curve.caption()).containsExactly("training accuracy", "50.00 %", "best 75.00 % in 5");
    }

    @Test
    void anEpochWithoutTheMetricLeavesAGap() {
        MonitoredCurve curve = new MonitoredCurve("r2", true);
        curve.add(epoch(1, 1, Map.of("r2", 0.5), true));
        curve.add(epoch(2, 1, Map.of(), false));
        curve.add(epoch(3, 1, Map.of("r2", 0.5), false));
        assertThat(curve.rows(8, 1)).containsExactly("⠄   ⠄");
        assertThat(curve.caption()).containsExactly("validation r2", "0.5000", "best 0.5000 in 1");
    }

    @Test
    void holdsAnyNumberOfEpochs() {
        MonitoredCurve curve = new MonitoredCurve("loss", true);
        for (int i = 1; i <= 10_000; i++) {
            curve.add(epoch(i, 10_000 - i, Map.of(), true));
        }
        assertThat(curve.rows(12, 3)).hasSize(3).allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(12));
        assertThat(curve.caption().getLast()).isEqualTo("best 0.0000 in 10000");
    }
}
