package cnn.layers.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.train.Loss;
import cnn.layers.activation.Softmax;
import cnn.layers.fixture.Batch;
import cnn.layers.fixture.Numbers;
import org.junit.jupiter.api.Test;

class LossTests {
    private static LossFormula crossEntropy(double smoothing, double... weights) {
        return (scores, targets, width) -> {
            double loss = 0;
            for (int row = 0; row < scores.length; row += width) {
                double sum = 0;
                for (int i = row; i < row + width; i++) {
                    sum += Math.exp(scores[i]);
                }
                for (int i = row; i < row + width; i++) {
                    double target = (1 - smoothing) * targets[i] + smoothing / width;
                    loss -= (weights.length == 0 ? 1 : weights[i - row]) * target * Math.log(Math.exp(scores[i]) / sum);
                }
            }
            return loss;
        };
    }

    private static double squares(double[] scores, float[] targets, int width) {
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            loss += (scores[i] - targets[i]) * (scores[i] - targets[i]) / width;
        }
        return loss;
    }

    @Test
    void crossEntropyAgreesWithItsFormula() {
        for (int width : new int[] {2, 3, 10, 37}) {
            float[] scores = Numbers.random(5 * width, width);
            LossFormula.check(SoftmaxCrossEntropy.of(), crossEntropy(0), width, scores, LossFormula.oneHot(5, width));
            LossFormula.check(SoftmaxCrossEntropy.of().labelSmoothing(0.1), crossEntropy(0.1), width, scores,
                    LossFormula.oneHot(5, width));
        }
    }

    @Test
    void crossEntropyTakesSharesOfSeveralClasses() {
        float[] scores = Numbers.random(6, 3);
        float[] targets = {0.25f, 0.75f, 0, 0.5f, 0.125f, 0.25f}; // the second example's do not add up to 1
        LossFormula.check(SoftmaxCrossEntropy.of(), crossEntropy(0), 3, scores, targets);
        LossFormula.check(SoftmaxCrossEntropy.of().labelSmoothing(0.2), crossEntropy(0.2), 3, scores, targets);
    }

    @Test
    void crossEntropyWeighsClasses() {
        double[] weights = {0.5, 3, 1};
        float[] scores = Numbers.random(15, 3);
        float[] shares = {0.25f, 0.75f, 0, 0.5f, 0.125f, 0.25f};
        Loss loss = SoftmaxCrossEntropy.of().classWeights(weights);
        LossFormula.check(loss, crossEntropy(0, weights), 3, scores, LossFormula.oneHot(5, 3));
        LossFormula.check(loss, crossEntropy(0, weights), 3, Numbers.random(6, 3), shares);
        LossFormula.check(SoftmaxCrossEntropy.of().labelSmoothing(0.1).classWeights(weights),
                crossEntropy(0.1, weights), 3, scores,
                LossFormula.oneHot(5, 3));
    }

    /** With the mean over the weights of the labels, a weight would cancel here. */
    @Test
    void aClassWeightActsOnABatchOfOneToo() {
        Batch plain = Batch.of(2, new float[] {1, 0}, new float[] {0, 1});
        Batch weighted = Batch.of(2, new float[] {1, 0}, new float[] {0, 1});
        double once = SoftmaxCrossEntropy.of().apply(plain);
        assertThat(SoftmaxCrossEntropy.of().classWeights(1, 2).apply(weighted)).isEqualTo(2 * once);
        assertThat(weighted.gradient()).containsExactly(2 * plain.gradient()[0], 2 * plain.gradient()[1]);
    }

    @Test
    void weightsOfOneChangeNoBit() {
        Batch plain = Batch.of(3, Numbers.random(15, 4), LossFormula.oneHot(5, 3));
        Batch weighted = Batch.of(3, Numbers.random(15, 4), LossFormula.oneHot(5, 3));
        assertThat(SoftmaxCrossEntropy.of().classWeights(1, 1, 1).apply(weighted))
                .isEqualTo(SoftmaxCrossEntropy.of().apply(plain));
        assertThat(weighted.gradient()).containsExactly(plain.gradient());
    }

    @Test
    void rejectsClassWeightsThatAreNoWeights() {
        for (double weight : new double[] {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 4.9e-324}) {
            assertThatThrownBy(() -> SoftmaxCrossEntropy.of().classWeights(1, weight))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("SoftmaxCrossEntropy class weight 2 of 2 is " + weight + " but must be from 1.0E-6 to "
                            + "1000000. Give 1 for a class that counts as it is, more for a rare one, and leave a "
                            + "class that is not wanted out of the data.");
        }
    }

    @Test
    void rejectsClassWeightsForAnotherNumberOfClasses() {
        assertThatThrownBy(
                () -> SoftmaxCrossEntropy.of().classWeights(1, 2).check(Shape.vector(3), Shape.vector(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The loss softmax-cross-entropy has 2 class weights, [1.0, 2.0], but the data has 3 "
                        + "classes. Give one weight for each class, in the order of the classes, or leave "
                        + "class-weights out.");
    }

    @Test
    void crossEntropyIsSafeForLargeScores() {
        Batch batch = Batch.of(3, new float[] {1e30f, -1e30f, 0, -500, -500, Float.NEGATIVE_INFINITY},
                new float[] {1, 0, 0, 0, 1, 0});
        assertThat(SoftmaxCrossEntropy.of().apply(batch)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(batch.gradient()).containsExactly(0, 0, 0, 0.25f, -0.25f, 0);
    }

    @Test
    void lossesShowNan() {
        float[] nan = {Float.NaN, 1};
        assertThat(SoftmaxCrossEntropy.of().apply(Batch.of(2, nan, new float[] {0, 1}))).isNaN();
        assertThat(new MeanSquaredError().apply(Batch.of(2, nan, new float[] {0, 1}))).isNaN();
    }

    @Test
    void meanSquaredErrorAgreesWithItsFormula() {
        for (int width : new int[] {1, 3, 10}) {
            LossFormula.check(new MeanSquaredError(), LossTests::squares, width, Numbers.random(4 * width, 1),
                    Numbers.random(4 * width, 2));
        }
    }

    @Test
    void predictionPutsSoftmaxBehindCrossEntropyAndNothingBehindSquaredErrors() {
        assertThat(SoftmaxCrossEntropy.of().activation()).isEqualTo(new Softmax());
        assertThat(new MeanSquaredError().activation()).isNull();
    }

    @Test
    void crossEntropyChecksShapes() {
        Loss loss = SoftmaxCrossEntropy.of();
        assertThatCode(() -> loss.check(Shape.vector(3), Shape.vector(3))).doesNotThrowAnyException();
        assertThatThrownBy(() -> loss.check(Shape.vector(10), Shape.vector(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The network ends in 10 scores but the data has 3 classes. "
                        + "Give the last dense layer 3 units.");
        assertThatThrownBy(() -> loss.check(Shape.vector(2), Shape.vector(1)))
                .hasMessage("The network ends in 2 scores but the data has 1 class. Give the last dense layer 1 unit.");
        assertThatThrownBy(() -> loss.check(Shape.image(7, 7, 3), Shape.vector(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The loss softmax-cross-entropy takes one score for each class, a shape such as (3), but "
                        + "the network ends in (7, 7, 3). Put flatten and dense layers at its end.");
        assertThatThrownBy(() -> loss.check(Shape.vector(1), Shape.vector(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The loss softmax-cross-entropy needs at least 2 classes to tell apart but the data has "
                        + "1. Add a second class, or use the loss mean-squared-error.");
    }

    @Test
    void meanSquaredErrorChecksShapes() {
        Loss loss = new MeanSquaredError();
        assertThatCode(() -> loss.check(Shape.image(2, 2, 1), Shape.image(2, 2, 1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> loss.check(Shape.vector(4), Shape.image(2, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The loss mean-squared-error compares numbers one by one, but the network ends in (4) and "
                        + "the targets are (2, 2, 1). End the network in a layer that gives (2, 2, 1).");
    }

    @Test
    void rejectsLabelSmoothingOutsideItsRange() {
        assertThatThrownBy(() -> SoftmaxCrossEntropy.of().labelSmoothing(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SoftmaxCrossEntropy label smoothing is 1.0 but must be in [0, 1). "
                        + "Give 0 for none, or for example 0.1.");
    }
}
