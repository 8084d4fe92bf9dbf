package cnn.layers.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.train.Metric;
import cnn.layers.fixture.Batch;
import org.junit.jupiter.api.Test;

class MetricTests {
    private static double measure(Metric metric, int width, float[] scores, float[] targets) {
        Metric.Tally tally = metric.start(width);
        tally.add(Batch.of(width, scores, targets));
        return tally.value();
    }

    @Test
    void accuracyIsTheShareOfHighestScoresAtTheRightClass() {
        float[] scores = {1, 2, 0, 5, 4, 3, 0, 0, 1, -3, -1, -2};
        float[] targets = {0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1};
        assertThat(measure(new Accuracy(), 3, scores, targets)).isEqualTo(0.5);
    }

    @Test
    void accuracyAddsUpOverBatches() {
        Metric.Tally tally = new Accuracy().start(2);
        assertThat(tally.value()).isNaN();
        tally.add(Batch.of(2, new float[] {1, 0, 1, 0, 1, 0}, new float[] {1, 0, 1, 0, 0, 1}));
        tally.add(Batch.of(2, new float[] {1, 0}, new float[] {1, 0}));
        assertThat(tally.value()).isEqualTo(0.75);
    }

    @Test
    void amongEqualScoresTheFirstClassWins() {
        float[] equal = {7, 7, 7};
        assertThat(measure(new Accuracy(), 3, equal, new float[] {1, 0, 0})).isOne();
        assertThat(measure(new Accuracy(), 3, equal, new float[] {0, 1, 0})).isZero();
        assertThat(measure(TopK.of(2), 3, equal, new float[] {0, 1, 0})).isOne();
        assertThat(measure(TopK.of(2), 3, equal, new float[] {0, 0, 1})).isZero();
    }

    @Test
    void nanIsNeverRight() {
        float[] nan = {Float.NaN, Float.NaN, Float.NaN};
        for (int right = 0; right < 3; right++) {
            float[] targets = new float[3];
            targets[right] = 1;
            assertThat(measure(new Accuracy(), 3, nan, targets)).isZero();
            assertThat(measure(new Accuracy(), 3, new float[] {1, Float.NaN, 2}, targets)).isZero();
        }
    }

    @Test
    void topKCountsTheRightClassAmongTheBest() {
        float[] scores = {5, 4, 3, 2, 1, 0};
        for (int right = 0; right < 6; right++) {
            float[] targets = new float[6];
            targets[right] = 1;
            for (int k = 1; k <= 7; k++) {
                assertThat(measure(TopK.of(k), 6, scores, targets)).isEqualTo(right < k ? 1 : 0);
            }
        }
    }

    @Test
    void softTargetsMeanTheirFirstHighest() {
        assertThat(measure(new Accuracy(), 3, new float[] {0, 1, 0}, new float[] {0.2f, 0.4f, 0.4f})).isOne();
    }

    @Test
    void moreIsBetter() {
        assertThat(new Accuracy().higherIsBetter()).isTrue();
        assertThat(TopK.of(5).higherIsBetter()).isTrue();
    }

    @Test
    void rejectsNoGuess() {
        assertThatThrownBy(() -> TopK.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TopK allows 0 guesses. Give at least 1, for example 5.");
    }
}
