package cnn.layers.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.data.Target.Kind;
import cnn.api.train.Metric;
import cnn.layers.fixture.Batch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected values are those of the examples in scikit-learn's documentation. */
class NumberMetricTests {
    private static final float[] TARGETS = {3, -0.5f, 2, 7};
    private static final float[] PREDICTIONS = {2.5f, 0, 2, 8};
    private static final float[] PAIRS = {0.5f, 1, -1, 1, 7, -6};
    private static final float[] PREDICTED_PAIRS = {0, 2, -1, 2, 8, -5};

    private static double measure(Metric metric, int width, float[] predictions, float[] targets) {
        Metric.Tally tally = metric.start(width);
        assertThat(tally.value()).isNaN();
        int half = predictions.length / width / 2 * width; // in two batches
        tally.add(Batch.of(width, Arrays.copyOf(predictions, half), Arrays.copyOf(targets, half)));
        tally.add(Batch.of(width, Arrays.copyOfRange(predictions, half, predictions.length),
                Arrays.copyOfRange(targets, half, targets.length)));
        return tally.value();
    }

    @Test
    void meanAbsoluteErrorAgreesWithScikitLearn() {
        assertThat(measure(new MeanAbsoluteError(), 1, PREDICTIONS, TARGETS)).isEqualTo(0.5);
        assertThat(measure(new MeanAbsoluteError(), 2, PREDICTED_PAIRS, PAIRS)).isEqualTo(0.75);
        assertThat(new MeanAbsoluteError().higherIsBetter()).isFalse();
    }

    @Test
    void squaredErrorsAgreeWithScikitLearn() {
        assertThat(measure(new MeanSquaredError(), 1, PREDICTIONS, TARGETS)).isEqualTo(0.375);
        assertThat(measure(new MeanSquaredError(), 2, PREDICTED_PAIRS, PAIRS)).isCloseTo(0.7083333333333334,
                within(1e-12));
        assertThat(measure(new RootMeanSquaredError(), 1, PREDICTIONS, TARGETS))
                .isCloseTo(Math.sqrt(0.375), within(1e-12));
        assertThat(measure(new RootMeanSquaredError(), 2, PREDICTED_PAIRS, PAIRS))
                .isCloseTo((Math.sqrt(1.25 / 3) + 1) / 2, within(1e-12)); // 0.822…
        assertThat(new MeanSquaredError().higherIsBetter() || new RootMeanSquaredError().higherIsBetter()).isFalse();
    }

    @Test
    void r2AgreesWithScikitLearn() {
        assertThat(measure(new R2(), 1, PREDICTIONS, TARGETS)).isCloseTo(0.9486081370449679, within(1e-12));
        assertThat(measure(new R2(), 2, PREDICTED_PAIRS, PAIRS)).isCloseTo(0.9368005266622779, within(1e-9));
        assertThat(measure(new R2(), 1, new float[] {2, 2, 2}, new float[] {1, 2, 3})).isZero();
        assertThat(measure(new R2(), 1, new float[] {3, 2, 1}, new float[] {1, 2, 3})).isEqualTo(-3);
        assertThat(new R2().higherIsBetter()).isTrue();
    }

    @Test
    void r2OfNumbersThatNeverChangeIsNone() {
        assertThat(measure(new R2(), 1, new float[] {1, 2}, new float[] {1, 1})).isNaN();
        assertThat(measure(new R2(), 2, new float[] {1, 5, 2, 5}, new float[] {1, 5, 2, 5})).isOne();
    }

    @Test
    void theyTakeNumbers() {
        assertThat(new MeanAbsoluteError().targetKinds()).containsExactly(Kind.NUMBERS);
        assertThat(new R2().targetKinds()).containsExactly(Kind.NUMBERS);
        assertThat(new MeanSquaredError().targetKinds()).containsExactly(Kind.NUMBERS);
        assertThat(new RootMeanSquaredError().targetKinds()).containsExactly(Kind.NUMBERS);
    }
}
