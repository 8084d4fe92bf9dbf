package cnn.layers.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.layers.fixture.Batch;
import cnn.layers.fixture.Numbers;
import org.junit.jupiter.api.Test;

/** Losses that compare numbers one by one: mean absolute error, Huber. */
class NumberLossTests {
    private static double distances(double[] scores, float[] targets, int width) {
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            loss += Math.abs(scores[i] - targets[i]) / width;
        }
        return loss;
    }

    private static LossFormula huber(double delta) {
        return (scores, targets, width) -> {
            double loss = 0;
            for (int i = 0; i < scores.length; i++) {
                double e = Math.abs(scores[i] - targets[i]);
                loss += (e <= delta ? e * e / 2 : delta * (e - delta / 2)) / width;
            }
            return loss;
        };
    }

    @Test
    void agreeWithTheirFormulas() {
        for (int width : new int[] {1, 3, 10}) {
            float[] scores = Numbers.random(4 * width, 1);
            float[] targets = Numbers.random(4 * width, 7);
            for (int i = 0; i < targets.length; i++) {
                targets[i] += 0.01f; // no distance is 0
            }
            LossFormula.check(new MeanAbsoluteError(), NumberLossTests::distances, width, scores, targets);
            LossFormula.check(Huber.of(), huber(1), width, scores, targets);
            LossFormula.check(Huber.of().delta(0.3), huber(0.3), width, scores, targets);
        }
    }

    @Test
    void restWhereAScoreIsRight() {
        Batch batch = Batch.of(1, new float[] {2, 3}, new float[] {2, 5});
        assertThat(new MeanAbsoluteError().apply(batch)).isEqualTo(2);
        assertThat(batch.gradient()).containsExactly(0, -0.5f);
        assertThat(Huber.of().apply(batch)).isEqualTo(1.5);
        assertThat(batch.gradient()).containsExactly(0, -0.5f);
    }

    @Test
    void showNan() {
        Batch batch = Batch.of(2, new float[] {Float.NaN, 1}, new float[] {0, 1});
        assertThat(new MeanAbsoluteError().apply(batch)).isNaN();
        assertThat(Huber.of().apply(batch)).isNaN();
    }

    @Test
    void scoresArePredictions() {
        assertThat(new MeanAbsoluteError().activation()).isNull();
        assertThat(Huber.of().activation()).isNull();
        assertThat(Hinge.of().activation()).isNull();
    }

    @Test
    void checkShapesAndNumbers() {
        assertThatThrownBy(() -> new MeanAbsoluteError().check(Shape.vector(4), Shape.image(2, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The loss mean-absolute-error compares numbers one by one, but the network ends in (4) and "
                        + "the targets are (2, 2, 1). End the network in a layer that gives (2, 2, 1).");
        assertThatThrownBy(() -> Huber.of().check(Shape.vector(4), Shape.vector(3)))
                .hasMessage("The loss huber compares numbers one by one, but the network ends in (4) and the targets "
                        + "are (3). End the network in a layer that gives (3).");
        assertThatThrownBy(() -> Huber.of().delta(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Huber delta is 0.0 but must be from 1.0E-6 to 1000000. Give 1, or the distance from which "
                        + "on an error is an outlier.");
    }
}
