package cnn.layers.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.layers.activation.Sigmoid;
import cnn.layers.fixture.Batch;
import cnn.layers.fixture.Numbers;
import org.junit.jupiter.api.Test;

/** Losses that compare one score for each label: asymmetric, Dice. */
class LabelLossTests {
    private static LossFormula asymmetric(double positive, double negative, double margin) {
        return (scores, targets, width) -> {
            double loss = 0;
            for (int i = 0; i < scores.length; i++) {
                double p = LossFormula.sigmoid(scores[i]);
                double q = Math.max(p - margin, 0);
                loss -= targets[i] * Math.pow(1 - p, positive) * Math.log(p)
                        + (1 - targets[i]) * Math.pow(q, negative) * Math.log(1 - q);
            }
            return loss / width;
        };
    }

    @Test
    void asymmetricAgreesWithItsFormula() {
        for (double positive : new double[] {0, 0.5, 1, 2}) {
            for (double margin : new double[] {0, 0.05, 0.3}) {
                LossFormula.check(Asymmetric.of().gammas(positive, 4).margin(margin), asymmetric(positive, 4, margin),
                        3,
                        Numbers.random(15, 3), LossFormula.labels(15));
            }
        }
        LossFormula.check(Asymmetric.of().gammas(1, 2), asymmetric(1, 2, 0.05), 2, Numbers.random(4, 3),
                new float[] {0.25f, 0.75f, 0.5f, 1});
    }

    @Test
    void asymmetricWithoutGammasIsBinaryCrossEntropy() {
        Batch plain = Batch.of(3, Numbers.random(15, 4), LossFormula.labels(15));
        Batch same = Batch.of(3, Numbers.random(15, 4), LossFormula.labels(15));
        double loss = Asymmetric.of().gammas(0, 0).margin(0).apply(same);
        assertThat(loss).isCloseTo(BinaryCrossEntropy.of().apply(plain), within(1e-12));
        Numbers.assertClose("gradient", same.gradient(), Numbers.doubles(plain.gradient()), 1e-8);
    }

    @Test
    void asymmetricDoesNotCountWhatIsWithinTheMargin() {
        Batch batch = Batch.of(1, new float[] {-3}, new float[] {0}); // p = 0.047
        assertThat(Asymmetric.of().apply(batch)).isZero();
        assertThat(batch.gradient()).containsExactly(0);
    }

    @Test
    void asymmetricIsSafeForLargeScores() {
        for (double margin : new double[] {0, 0.05}) {
            Batch batch = Batch.of(4, new float[] {1e30f, -1e30f, -500, 500}, new float[] {1, 0, 1, 0});
            double loss = Asymmetric.of().margin(margin).apply(batch);
            assertThat(loss).isFinite().isGreaterThanOrEqualTo(125);
            assertThat(batch.gradient()).doesNotContain(Float.NaN);
        }
    }

    private static LossFormula dice(double smoothing) {
        return (scores, targets, width) -> {
            double loss = 0;
            for (int row = 0; row < scores.length; row += width) {
                double overlap = 0;
                double all = 0;
                for (int i = row; i < row + width; i++) {
                    overlap += LossFormula.sigmoid(scores[i]) * targets[i];
                    all += LossFormula.sigmoid(scores[i]) + targets[i];
                }
                loss += 1 - (2 * overlap + smoothing) / (all + smoothing);
            }
            return loss;
        };
    }

    @Test
    void diceAgreesWithItsFormula() {
        for (int width : new int[] {1, 3, 10}) {
            LossFormula.check(Dice.of(), dice(1), width, Numbers.random(5 * width, width),
                    LossFormula.labels(5 * width));
            LossFormula.check(Dice.of().smoothing(0.1), dice(0.1), width, Numbers.random(5 * width, width),
                    LossFormula.labels(5 * width));
        }
    }

    @Test
    void diceOfAWholeMatchIsNone() {
        assertThat(Dice.of().apply(Batch.of(3, new float[] {500, -500, 500}, new float[] {1, 0, 1}))).isZero();
        assertThat(Dice.of().apply(Batch.of(2, new float[] {-500, -500}, new float[] {0, 0}))).isZero();
    }

    @Test
    void predictionPutsSigmoidBehindThem() {
        assertThat(Asymmetric.of().activation()).isEqualTo(new Sigmoid());
        assertThat(Dice.of().activation()).isEqualTo(new Sigmoid());
    }

    @Test
    void showNan() {
        float[] nan = {Float.NaN, 1};
        assertThat(Asymmetric.of().apply(Batch.of(2, nan, new float[] {0, 1}))).isNaN();
        assertThat(Asymmetric.of().apply(Batch.of(2, nan, new float[] {1, 1}))).isNaN();
        assertThat(Dice.of().apply(Batch.of(2, nan, new float[] {0, 1}))).isNaN();
    }

    @Test
    void checkShapes() {
        assertThatThrownBy(() -> Asymmetric.of().check(Shape.vector(10), Shape.vector(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The network ends in 10 scores but the data has 3 labels. Give the last dense layer 3 "
                        + "units.");
        assertThatThrownBy(() -> Dice.of().check(Shape.image(7, 7, 3), Shape.vector(3)))
                .hasMessage(
                        "The loss dice takes one score for each label, a shape such as (3), but the network ends in "
                                + "(7, 7, 3). Put flatten and dense layers at its end.");
    }

    @Test
    void rejectNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Asymmetric.of().gammas(-1, 4)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Asymmetric gamma-positive is -1.0 but must be from 0 to 100. Give 0 for all labels that "
                        + "are there alike.");
        assertThatThrownBy(() -> Asymmetric.of().gammas(0, 101)).hasMessage(
                "Asymmetric gamma-negative is 101.0 but must be from 0 to 100. Give for example 4.");
        assertThatThrownBy(() -> Asymmetric.of().margin(1)).hasMessage(
                "Asymmetric margin is 1.0 but must be from 0 to 0.9. Give 0 for none, or for example 0.05.");
        assertThatThrownBy(() -> Dice.of().smoothing(0))
                .hasMessage("Dice smoothing is 0.0 but must be from 1.0E-6 to 1000000. Give for example 1.");
    }
}
