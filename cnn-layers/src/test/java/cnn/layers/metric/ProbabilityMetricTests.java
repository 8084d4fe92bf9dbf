package cnn.layers.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.layers.fixture.Batch;
import org.junit.jupiter.api.Test;

/** Figures of probabilities. Probabilities are floats, hence the tolerance of 10⁻⁷ where none is said. */
class ProbabilityMetricTests {
    private static final Target ONE_LABEL = Target.labels("positive");
    private static final float[] IS = {0, 0, 1, 1};
    private static final float[] SCORES = {0.1f, 0.4f, 0.35f, 0.8f};

    private static double measure(Metric metric, Target target, float[] predictions, float[] targets) {
        Metric.Tally tally = metric.start(target);
        assertThat(tally.value()).isNaN();
        tally.add(Batch.of(target.width(), predictions, targets));
        return tally.value();
    }

    private static Target classes(int count) {
        return Target.classes(Average.numbered(count).names());
    }

    /** scikit-learn's documented examples of roc_auc_score and average_precision_score. */
    @Test
    void rankingsAgreeWithScikitLearn() {
        assertThat(measure(new RocAuc(), ONE_LABEL, SCORES, IS)).isEqualTo(0.75);
        assertThat(measure(new PrAuc(), ONE_LABEL, SCORES, IS)).isCloseTo(0.8333333333333333, within(1e-12));
    }

    /** The chance that one of the class is ranked above another, counted pair by pair, with many equal scores. */
    @Test
    void rocAucIsTheShareOfPairsInOrder() {
        int width = 4;
        int examples = 300;
        float[] predictions = new float[examples * width];
        float[] targets = new float[examples * width];
        for (int i = 0; i < examples; i++) {
            targets[i * width + (int) (3.99 * Rng.uniform(1, i))] = 1;
            for (int j = 0; j < width; j++) {
                predictions[i * width + j] = Math.round(20 * Rng.uniform(2, i * width + j)) / 20f;
            }
        }
        double sum = 0;
        for (int c = 0; c < width; c++) {
            double inOrder = 0;
            double pairs = 0;
            for (int i = 0; i < examples; i++) {
                for (int k = 0; k < examples; k++) {
                    if (targets[i * width + c] == 1 && targets[k * width + c] == 0) {
                        float one = predictions[i * width + c];
                        float other = predictions[k * width + c];
                        inOrder += one > other ? 1 : one == other ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
            sum += inOrder / pairs;
        }
        assertThat(measure(new RocAuc(), classes(width), predictions, targets)).isCloseTo(sum / width, within(1e-12));
    }

    @Test
    void aClassThatAllHaveIsNotRanked() {
        assertThat(measure(new RocAuc(), ONE_LABEL, new float[] {0.2f, 0.3f}, new float[] {1, 1})).isNaN();
        assertThat(measure(new PrAuc(), ONE_LABEL, new float[] {0.2f, 0.3f}, new float[] {0, 0})).isNaN();
        assertThat(measure(new RocAuc(), Target.labels("a", "b"), new float[] {0.2f, 0.3f, 0.4f, 0.1f},
                new float[] {0, 1, 1, 1})).isOne();
    }

    @Test
    void nanIsRankedWhereItIsMostWrong() {
        float[] nan = {Float.NaN, 0.5f, Float.NaN, 0.5f};
        assertThat(measure(new RocAuc(), ONE_LABEL, nan, new float[] {0, 0, 1, 1})).isEqualTo(0.125);
        assertThat(measure(new RocAuc(), ONE_LABEL, new float[] {-0f, 0f}, new float[] {0, 1})).isEqualTo(0.5);
    }

    @Test
    void moreThanAnArrayHoldsIsRefused() {
        assertThat(Rankings.capacity(0, 40, 4)).isEqualTo(4096);
        assertThat(Rankings.capacity(1 << 29, (1 << 29) + 1, 4)).isEqualTo((1 << 30) - 8);
        assertThatThrownBy(() -> Rankings.capacity(1 << 29, 1L << 30, 1024)).isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "A ranking of 1048576 examples by 1024 classes or labels does not fit into an array: it can "
                                + "have 1073741816 predictions. Leave roc-auc and pr-auc out of the metrics.");
    }

    /** scikit-learn's documented example of log_loss: 0.21616. */
    @Test
    void logLossAgreesWithScikitLearn() {
        float[] predictions = {0.1f, 0.9f, 0.9f, 0.1f, 0.8f, 0.2f, 0.35f, 0.65f};
        float[] targets = {0, 1, 1, 0, 1, 0, 0, 1};
        double expected = -(2 * Math.log(0.9) + Math.log(0.8) + Math.log(0.65)) / 4;
        assertThat(expected).isCloseTo(0.21616, within(5e-6));
        assertThat(measure(new LogLoss(), classes(2), predictions, targets)).isCloseTo(expected, within(1e-7));
        assertThat(measure(new LogLoss(), ONE_LABEL, new float[] {0.9f, 0.1f, 0.2f, 0.65f}, new float[] {1, 0, 0, 1}))
                .isCloseTo(expected, within(1e-7));
    }

    @Test
    void logLossOfACertainMistakeIsFinite() {
        assertThat(measure(new LogLoss(), classes(2), new float[] {0, 1}, new float[] {1, 0}))
                .isCloseTo(-Math.log(1e-15), within(1e-12));
        assertThat(measure(new LogLoss(), classes(2), new float[] {1, 0}, new float[] {1, 0})).isZero();
        assertThat(measure(new LogLoss(), classes(2), new float[] {1, Float.NaN}, new float[] {1, 0})).isNaN();
    }

    /** scikit-learn's documented examples of brier_score_loss: 0.0375 for two classes, 0.146… for three. */
    @Test
    void brierScoreAgreesWithScikitLearn() {
        assertThat(measure(new BrierScore(), ONE_LABEL, new float[] {0.1f, 0.9f, 0.8f, 0.3f}, new float[] {0, 1, 1, 0}))
                .isCloseTo(0.0375, within(1e-7));
        assertThat(measure(new BrierScore(), classes(3),
                new float[] {0.8f, 0.1f, 0.1f, 0.2f, 0.7f, 0.1f, 0.2f, 0.2f, 0.6f},
                new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1})).isCloseTo(0.44 / 3, within(1e-7));
    }

    /** TorchMetrics' documented example of multiclass_calibration_error: 0.2 with three bins. */
    @Test
    void calibrationErrorAgreesWithTorchMetrics() {
        float[] predictions = {0.25f, 0.20f, 0.55f, 0.55f, 0.05f, 0.40f, 0.10f, 0.30f, 0.60f, 0.90f, 0.05f, 0.05f};
        float[] targets = {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0};
        assertThat(measure(CalibrationError.of().bins(3), classes(3), predictions, targets)).isCloseTo(0.2,
                within(1e-7));
    }

    @Test
    void answersThatAreAsSureAsTheyAreRightAreCalibrated() {
        float[] predictions = {0.75f, 0.25f, 0.75f, 0.25f, 0.75f, 0.25f, 0.75f, 0.25f};
        float[] targets = {1, 0, 1, 0, 1, 0, 0, 1};
        assertThat(measure(CalibrationError.of(), classes(2), predictions, targets)).isZero();
        assertThat(measure(CalibrationError.of(), classes(2), new float[] {1, 0, 0, 1}, new float[] {1, 0, 1, 0}))
                .isEqualTo(0.5);
        assertThat(measure(CalibrationError.of(), classes(2), new float[] {Float.NaN, 0}, new float[] {1, 0})).isOne();
    }

    @Test
    void rejectsNoBin() {
        assertThatThrownBy(() -> CalibrationError.of().bins(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CalibrationError has 0 bins, but 1 to 10000 are possible. Give for example 15.");
    }

    @Test
    void lessIsBetterWhereErrorsAreMeasured() {
        assertThat(new LogLoss().higherIsBetter() || new BrierScore().higherIsBetter()
                || CalibrationError.of().higherIsBetter() || HammingLoss.of().higherIsBetter()).isFalse();
        assertThat(new RocAuc().higherIsBetter() && new PrAuc().higherIsBetter()).isTrue();
    }
}
