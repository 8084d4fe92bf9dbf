package cnn.layers.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.data.Target;
import cnn.api.data.Target.Kind;
import cnn.api.train.Metric;
import cnn.layers.fixture.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of predicted classes. Expected values are those of the examples in scikit-learn's documentation. */
class ClassMetricTests {
    private static final Target THREE = Target.classes("ham", "eggs", "spam");
    private static final int[] RIGHT = {0, 1, 2, 0, 1, 2};
    private static final int[] PREDICTED = {0, 2, 1, 0, 0, 1};

    private static double measure(Metric metric, Target target, int[] predicted, int[] right) {
        Metric.Tally tally = metric.start(target);
        tally.add(Batch.of(target.width(), oneHot(predicted, target.width()), oneHot(right, target.width())));
        return tally.value();
    }

    private static float[] oneHot(int[] classes, int width) {
        float[] all = new float[classes.length * width];
        for (int i = 0; i < classes.length; i++) {
            all[i * width + classes[i]] = 1;
        }
        return all;
    }

    @Test
    void precisionAgreesWithScikitLearn() {
        assertThat(measure(Precision.of().average(Average.MACRO), THREE, PREDICTED, RIGHT))
                .isCloseTo(2 / 9.0, within(1e-12));
        assertThat(measure(Precision.of(), THREE, PREDICTED, RIGHT)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(measure(Precision.of().average(Average.WEIGHTED), THREE, PREDICTED, RIGHT))
                .isCloseTo(2 / 9.0, within(1e-12));
    }

    @Test
    void recallAgreesWithScikitLearn() {
        for (Average average : Average.values()) {
            assertThat(measure(Recall.of().average(average), THREE, PREDICTED, RIGHT))
                    .isCloseTo(1 / 3.0, within(1e-12));
        }
    }

    @Test
    void f1AgreesWithScikitLearn() {
        assertThat(measure(F1.of().average(Average.MACRO), THREE, PREDICTED, RIGHT)).isCloseTo(0.8 / 3, within(1e-12));
        assertThat(measure(F1.of(), THREE, PREDICTED, RIGHT)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(measure(F1.of().average(Average.WEIGHTED), THREE, PREDICTED, RIGHT))
                .isCloseTo(0.8 / 3, within(1e-12));
    }

    @Test
    void theWeightedAverageCountsAClassAsOftenAsItIsThere() {
        int[] right = {0, 0, 0, 1};
        int[] predicted = {0, 0, 1, 1};
        Target two = Target.classes("often", "seldom");
        assertThat(measure(Precision.of().average(Average.WEIGHTED), two, predicted, right))
                .isCloseTo(3 / 4.0 + 0.5 / 4, within(1e-12));
        assertThat(measure(Precision.of().average(Average.MACRO), two, predicted, right)).isEqualTo(0.75);
    }

    @Test
    void oneClassMayBeMeasuredAlone() {
        assertThat(measure(Precision.of().only("ham"), THREE, PREDICTED, RIGHT)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(measure(Recall.of().only("ham"), THREE, PREDICTED, RIGHT)).isOne();
        assertThat(measure(F1.of().only("ham"), THREE, PREDICTED, RIGHT)).isEqualTo(0.8);
        assertThat(measure(F1.of().only("eggs"), THREE, PREDICTED, RIGHT)).isZero();
    }

    @Test
    void aClassThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Recall.of().only("toast").start(THREE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Recall is to measure only 'toast', but the data has ham, eggs, spam. Name one of these, or "
                                + "leave 'only' out for all.");
        assertThatThrownBy(() -> F1.of().only("ham").start(2)).hasMessageContaining("the data has 0, 1.");
    }

    @Test
    void whatWasNeverPredictedHasNoPrecisionAndCountsAsNone() {
        int[] right = {0, 1};
        int[] predicted = {0, 0};
        Target withAThird = Target.classes("0", "1", "2");
        assertThat(measure(Precision.of().average(Average.MACRO), withAThird, predicted, right)).isEqualTo(0.25);
        assertThat(measure(Recall.of().average(Average.MACRO), withAThird, predicted, right)).isEqualTo(0.5);
    }

    /** scikit-learn's cohen_kappa_score: negative, positive, neutral. */
    @Test
    void kappaAgreesWithScikitLearn() {
        assertThat(measure(new CohenKappa(), THREE, new int[] {0, 1, 0, 2, 0}, new int[] {0, 1, 0, 2, 1}))
                .isCloseTo(0.6875, within(1e-12));
        assertThat(measure(new CohenKappa(), THREE, RIGHT, RIGHT)).isOne();
        assertThat(measure(new CohenKappa(), THREE, new int[] {1, 1}, new int[] {1, 1})).isNaN();
    }

    /** scikit-learn's matthews_corrcoef; of three classes by hand: (2 · 6 − 12) / √(22 · 24). */
    @Test
    void matthewsCorrelationAgreesWithScikitLearn() {
        Target two = Target.classes("-1", "+1");
        assertThat(measure(new MatthewsCorrelation(), two, new int[] {1, 0, 1, 1}, new int[] {1, 1, 1, 0}))
                .isCloseTo(-1 / 3.0, within(1e-12));
        assertThat(measure(new MatthewsCorrelation(), THREE, PREDICTED, RIGHT)).isZero();
        assertThat(measure(new MatthewsCorrelation(), THREE, RIGHT, RIGHT)).isCloseTo(1, within(1e-12));
        assertThat(measure(new MatthewsCorrelation(), THREE, new int[] {0, 1, 2, 0}, new int[] {0, 1, 2, 2}))
                .isCloseTo((3 * 4 - 5) / 10.0, within(1e-12));
        assertThat(measure(new MatthewsCorrelation(), two, new int[] {0, 0}, new int[] {0, 1})).isZero();
    }

    @Test
    void nanIsNeverRight() {
        float[] nan = {Float.NaN, Float.NaN, Float.NaN, 0, Float.NaN, 2};
        for (int right = 0; right < 3; right++) {
            float[] targets = oneHot(new int[] {right, right}, 3);
            for (Metric metric : List.of(Precision.of(), Recall.of(), F1.of())) {
                Metric.Tally tally = metric.start(THREE);
                tally.add(Batch.of(3, nan, targets));
                assertThat(tally.value()).isZero();
            }
        }
        Metric.Tally alone = Recall.of().start(Target.classes("all"));
        alone.add(Batch.of(1, new float[] {Float.NaN}, new float[] {1}));
        assertThat(alone.value()).isZero();
    }

    @Test
    void theyTakeClassesAndSomeLabels() {
        for (Metric metric : List.of(Precision.of(), Recall.of(), F1.of(), new RocAuc(), new PrAuc(), new LogLoss(),
                new BrierScore())) {
            assertThat(metric.targetKinds()).containsExactlyInAnyOrder(Kind.CLASS, Kind.SOFT_LABEL, Kind.LABELS);
        }
        for (Metric metric : List.of(new CohenKappa(), new MatthewsCorrelation(), CalibrationError.of())) {
            assertThat(metric.targetKinds()).containsExactlyInAnyOrder(Kind.CLASS, Kind.SOFT_LABEL);
        }
    }
}
