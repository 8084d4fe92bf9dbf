package cnn.layers.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Rng;
import cnn.api.train.Metric;
import cnn.layers.fixture.Batch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A count that goes on from a checkpoint ends in the bits of one that was never interrupted. */
class CountsTests {
    private static final int WIDTH = 3;

    static Stream<Metric> metrics() {
        return Stream.of(new Accuracy(), TopK.of(2), LabelAccuracy.of(), ExactMatch.of(), F1.of(),
                F1.of().average(Average.MACRO), Precision.of(), Recall.of().average(Average.WEIGHTED),
                HammingLoss.of(), new CohenKappa(), new MatthewsCorrelation(), new RocAuc(), new PrAuc(), new LogLoss(),
                new BrierScore(), CalibrationError.of(), new MeanAbsoluteError(), new MeanSquaredError(),
                new RootMeanSquaredError(), new R2());
    }

    private static Batch batch(long seed) {
        float[] scores = new float[5 * WIDTH];
        float[] targets = new float[5 * WIDTH];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Rng.uniform(seed, i);
            targets[i] = Rng.uniform(seed, -1 - i) < 0.5f ? 0 : 1;
        }
        return Batch.of(WIDTH, scores, targets);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void goesOnToTheSameBits(Metric metric) {
        Metric.Tally whole = metric.start(WIDTH);
        Metric.Tally first = metric.start(WIDTH);
        whole.add(batch(1));
        first.add(batch(1));
        Metric.Tally second = metric.start(WIDTH);
        second.restore(first.counts());
        whole.add(batch(2));
        second.add(batch(2));
        assertThat(second.value()).isNotNaN().isEqualTo(whole.value());
        assertThat(second.counts()).isEqualTo(whole.counts());
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void refusesCountsOfAnother(Metric metric) {
        assertThatThrownBy(() -> metric.start(WIDTH).restore(new double[77]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("There are 77 counts but \\d+ finite numbers are expected\\.");
        double[] counts = metric.start(WIDTH).counts();
        counts[counts.length - 1] = Double.NaN;
        assertThatThrownBy(() -> metric.start(WIDTH).restore(counts)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesCountsThatAreNoWholeNumbers() {
        assertThatThrownBy(() -> new Accuracy().start(WIDTH).restore(new double[] {-1, 2}))
                .hasMessage("A count is -1.0 but must be a whole number of at least 0.");
        assertThatThrownBy(() -> new Accuracy().start(WIDTH).restore(new double[] {1, 2.5}))
                .hasMessage("A count is 2.5 but must be a whole number of at least 0.");
    }
}
