package cnn.layers.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.train.Loss;
import cnn.layers.activation.Sigmoid;
import cnn.layers.fixture.Batch;
import cnn.layers.fixture.Numbers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BinaryCrossEntropyTests {
    private static LossFormula formula(double... weights) {
        return (scores, targets, width) -> {
            double loss = 0;
            for (int i = 0; i < scores.length; i++) {
                double probability = LossFormula.sigmoid(scores[i]);
                double weight = weights.length == 0 ? 1 : weights[i % width];
                loss -= weight * targets[i] * Math.log(probability) + (1 - targets[i]) * Math.log(1 - probability);
            }
            return loss / width;
        };
    }

    @Test
    void agreesWithItsFormula() {
        for (int width : new int[] {1, 3, 10, 37}) {
            LossFormula.check(BinaryCrossEntropy.of(), formula(), width, Numbers.random(5 * width, width),
                    LossFormula.labels(5 * width));
        }
        double[] weights = {0.5, 3, 1};
        LossFormula.check(BinaryCrossEntropy.of().positiveWeights(weights), formula(weights), 3, Numbers.random(15, 3),
                LossFormula.labels(15));
        LossFormula.check(BinaryCrossEntropy.of(), formula(), 2, Numbers.random(4, 3),
                new float[] {0.25f, 0.75f, 0.5f, 1});
    }

    /** The example in PyTorch's documentation of BCEWithLogitsLoss: −ln σ(1.5). */
    @Test
    void agreesWithPyTorchsExample() {
        float[] scores = new float[640];
        float[] targets = new float[640];
        Arrays.fill(scores, 1.5f);
        Arrays.fill(targets, 1);
        double loss = BinaryCrossEntropy.of().apply(Batch.of(64, scores, targets));
        assertThat(loss / 10).isCloseTo(0.20141327798275246, within(1e-7));
    }

    @Test
    void isSafeForLargeScores() {
        Batch batch = Batch.of(4, new float[] {1e30f, -1e30f, -500, 500}, new float[] {1, 0, 1, 0});
        assertThat(BinaryCrossEntropy.of().apply(batch)).isEqualTo((500 + 500) / 4.0);
        assertThat(batch.gradient()).containsExactly(0, 0, -0.25f, 0.25f);
    }

    /** 1 − σ(s) computed as a difference would be 0 from a score of 17 on, and the network would never be told. */
    @Test
    void aConfidentMistakeAndAConfidentAnswerKeepTheirGradients() {
        Batch batch = Batch.of(1, new float[] {20}, new float[] {1});
        assertThat(BinaryCrossEntropy.of().apply(batch)).isCloseTo(2.061153620314381e-9, within(1e-15));
        assertThat(batch.gradient()[0]).isCloseTo(-2.0611536e-9f, within(1e-15f));
    }

    @Test
    void showsNan() {
        assertThat(BinaryCrossEntropy.of().apply(Batch.of(2, new float[] {Float.NaN, 1}, new float[] {0, 1}))).isNaN();
    }

    @Test
    void weightsOfOneChangeNoBit() {
        Batch plain = Batch.of(3, Numbers.random(15, 4), LossFormula.labels(15));
        Batch weighted = Batch.of(3, Numbers.random(15, 4), LossFormula.labels(15));
        assertThat(BinaryCrossEntropy.of().positiveWeights(1, 1, 1).apply(weighted))
                .isEqualTo(BinaryCrossEntropy.of().apply(plain));
        assertThat(weighted.gradient()).containsExactly(plain.gradient());
    }

    @Test
    void predictionPutsSigmoidBehindIt() {
        assertThat(BinaryCrossEntropy.of().activation()).isEqualTo(new Sigmoid());
    }

    @Test
    void checksShapes() {
        Loss loss = BinaryCrossEntropy.of();
        assertThatCode(() -> loss.check(Shape.vector(1), Shape.vector(1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> loss.check(Shape.vector(10), Shape.vector(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The network ends in 10 scores but the data has 3 labels. Give the last dense layer 3 "
                        + "units.");
        assertThatThrownBy(() -> loss.check(Shape.image(7, 7, 3), Shape.vector(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The loss binary-cross-entropy takes one score for each label, a shape such as (3), but the "
                                + "network ends in (7, 7, 3). Put flatten and dense layers at its end.");
        assertThatThrownBy(() -> BinaryCrossEntropy.of().positiveWeights(1, 2).check(Shape.vector(3), Shape.vector(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The loss binary-cross-entropy has 2 positive weights, [1.0, 2.0], but the data has 3 "
                        + "labels. Give one weight for each label, in their order, or leave positive-weights out.");
    }

    @Test
    void rejectsWeightsThatAreNone() {
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> BinaryCrossEntropy.of().positiveWeights(1, weight))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "BinaryCrossEntropy positive weight 2 of 2 is " + weight + " but must be from 1.0E-6 to "
                                    + "1000000. Give 1 for a label that counts as it is, more for a rare one.");
        }
    }
}
