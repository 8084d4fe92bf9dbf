package cnn.layers.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.data.Target.Kind;
import cnn.api.train.Metric;
import cnn.layers.fixture.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelMetricTests {
    private static double measure(Metric metric, int width, float[] predictions, float[] targets) {
        Metric.Tally tally = metric.start(width);
        tally.add(Batch.of(width, predictions, targets));
        return tally.value();
    }

    /** scikit-learn's documented example of f1_score for several labels. */
    @Test
    void f1AgreesWithScikitLearn() {
        float[] targets = {0, 0, 0, 1, 1, 1, 0, 1, 1};
        float[] predictions = {0, 0, 0, 1, 1, 1, 1, 1, 0};
        assertThat(measure(F1.of().average(Average.MACRO), 3, predictions, targets))
                .isCloseTo((2 / 3.0 + 1 + 2 / 3.0) / 3, within(1e-12));
        assertThat(measure(F1.of(), 3, predictions, targets)).isCloseTo(0.8, within(1e-12));
    }

    /** scikit-learn's documented example of hamming_loss: 0.75. */
    @Test
    void labelAccuracyIsOneWithoutTheHammingLoss() {
        assertThat(measure(LabelAccuracy.of(), 2, new float[4], new float[] {0, 1, 1, 1})).isEqualTo(0.25);
        assertThat(measure(HammingLoss.of(), 2, new float[4], new float[] {0, 1, 1, 1})).isEqualTo(0.75);
    }

    @Test
    void anExactMatchHasAllLabelsRight() {
        float[] targets = {0, 0, 1, 1, 0, 1};
        assertThat(measure(ExactMatch.of(), 2, new float[] {0.4f, 0.1f, 0.5f, 0.9f, 0.6f, 0.9f}, targets))
                .isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void aLabelIsPredictedFromTheThresholdOn() {
        float[] predictions = {0.3f, 0.69f, 0.7f, 0.9f};
        float[] targets = {0, 0, 1, 1};
        assertThat(measure(new LabelAccuracy(0.7f), 1, predictions, targets)).isOne();
        assertThat(measure(new ExactMatch(0.2), 1, predictions, targets)).isEqualTo(0.5);
        assertThat(measure(F1.of().threshold(0.95), 1, predictions, targets)).isZero();
    }

    @Test
    void countsAddUpOverBatches() {
        Metric.Tally tally = LabelAccuracy.of().start(1);
        assertThat(tally.value()).isNaN();
        tally.add(Batch.of(1, new float[] {1, 1, 1}, new float[] {1, 1, 0}));
        tally.add(Batch.of(1, new float[] {0}, new float[] {0}));
        assertThat(tally.value()).isEqualTo(0.75);
    }

    @Test
    void f1OfLabelsThatNobodyHasIsNone() {
        assertThat(measure(F1.of(), 2, new float[4], new float[4])).isNaN();
        assertThat(measure(F1.of().average(Average.MACRO), 2, new float[4], new float[4])).isNaN();
        assertThat(measure(F1.of().average(Average.MACRO), 2, new float[] {1, 0, 1, 0}, new float[] {1, 0, 1, 0}))
                .isOne();
    }

    @Test
    void nanIsNeverRight() {
        float[] nan = {Float.NaN, Float.NaN};
        for (Metric metric : List.of(LabelAccuracy.of(), ExactMatch.of(), F1.of())) {
            assertThat(measure(metric, 2, nan, new float[] {1, 0})).isZero();
        }
    }

    @Test
    void theyTakeSeveralLabels() {
        for (Metric metric : List.of(LabelAccuracy.of(), ExactMatch.of(), F1.of())) {
            assertThat(metric.targetKinds()).contains(Kind.LABELS);
            assertThat(metric.higherIsBetter()).isTrue();
        }
        assertThat(new Accuracy().targetKinds()).containsExactlyInAnyOrder(Kind.CLASS, Kind.SOFT_LABEL);
        assertThat(TopK.of(2).targetKinds()).containsExactlyInAnyOrder(Kind.CLASS, Kind.SOFT_LABEL);
    }

    @Test
    void rejectsThresholdsThatTellNothing() {
        for (double threshold : new double[] {0, 1, -1, Double.NaN}) {
            assertThatThrownBy(() -> F1.of().threshold(threshold)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("F1 has the threshold " + threshold + " but it must be between 0 and 1. Give 0.5 to "
                            + "predict a label that is more probable than not.");
            assertThatThrownBy(() -> new LabelAccuracy(threshold)).hasMessageStartingWith("LabelAccuracy has the");
            assertThatThrownBy(() -> new ExactMatch(threshold)).hasMessageStartingWith("ExactMatch has the");
            assertThatThrownBy(() -> HammingLoss.of().threshold(threshold))
                    .hasMessageStartingWith("HammingLoss has the");
            assertThatThrownBy(() -> Precision.of().threshold(threshold)).hasMessageStartingWith("Precision has the");
            assertThatThrownBy(() -> Recall.of().threshold(threshold)).hasMessageStartingWith("Recall has the");
        }
    }
}
