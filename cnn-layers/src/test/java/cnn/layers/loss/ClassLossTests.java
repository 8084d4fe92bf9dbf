package cnn.layers.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.layers.activation.Softmax;
import cnn.layers.fixture.Batch;
import cnn.layers.fixture.Numbers;
import org.junit.jupiter.api.Test;

/** Losses that compare one score for each class: focal, hinge, negative log-likelihood. */
class ClassLossTests {
    private static final float[] SHARES = {0.25f, 0.75f, 0, 0.5f, 0.125f, 0.25f};

    private static LossFormula focal(double gamma, double... weights) {
        return (scores, targets, width) -> {
            double loss = 0;
            for (int row = 0; row < scores.length; row += width) {
                double[] p = LossFormula.softmax(scores, row, width);
                for (int j = 0; j < width; j++) {
                    loss -= (weights.length == 0 ? 1 : weights[j]) * targets[row + j] * Math.pow(1 - p[j], gamma)
                            * Math.log(p[j]);
                }
            }
            return loss;
        };
    }

    @Test
    void focalAgreesWithItsFormula() {
        for (double gamma : new double[] {0, 0.5, 1, 2, 5}) {
            for (int width : new int[] {2, 3, 10}) {
                LossFormula.check(Focal.of().gamma(gamma), focal(gamma), width, Numbers.random(5 * width, width),
                        LossFormula.oneHot(5, width));
            }
            LossFormula.check(Focal.of().gamma(gamma), focal(gamma), 3, Numbers.random(6, 3), SHARES);
        }
        LossFormula.check(Focal.of().classWeights(0.5, 3, 1), focal(2, 0.5, 3, 1), 3, Numbers.random(15, 3),
                LossFormula.oneHot(5, 3));
    }

    /** The paper's figure 1: at p = 0.9 and a gamma of 2 the loss is a 100th of cross-entropy's. */
    @Test
    void focalLooksAwayFromWhatIsEasy() {
        float[] sure = {(float) Math.log(9), 0};
        float[] targets = {1, 0};
        double plain = SoftmaxCrossEntropy.of().apply(Batch.of(2, sure, targets));
        assertThat(Focal.of().apply(Batch.of(2, sure, targets))).isCloseTo(plain / 100, within(1e-8));
    }

    @Test
    void focalIsSafeForLargeScores() {
        for (double gamma : new double[] {0, 0.5, 2}) {
            Batch batch = Batch.of(2, new float[] {1e30f, -1e30f, 500, -500}, new float[] {1, 0, 0, 1});
            assertThat(Focal.of().gamma(gamma).apply(batch)).isEqualTo(1000);
            assertThat(batch.gradient()).containsExactly(0, 0, 0.5f, -0.5f);
        }
    }

    private static LossFormula hinge(double margin, int power) {
        return (scores, targets, width) -> {
            double loss = 0;
            for (int row = 0; row < scores.length; row += width) {
                for (int y = 0; y < width; y++) {
                    for (int j = 0; j < width; j++) {
                        loss += j == y
                                ? 0
                                : targets[row + y] / width
                                        * Math.pow(Math.max(0, margin - scores[row + y] + scores[row + j]), power);
                    }
                }
            }
            return loss;
        };
    }

    @Test
    void hingeAgreesWithItsFormula() {
        for (int width : new int[] {2, 3, 10}) {
            float[] scores = Numbers.random(5 * width, width);
            LossFormula.check(Hinge.of(), hinge(1, 1), width, scores, LossFormula.oneHot(5, width));
            LossFormula.check(Hinge.of().margin(0.7).squared(true), hinge(0.7, 2), width, scores,
                    LossFormula.oneHot(5, width));
        }
        LossFormula.check(Hinge.of(), hinge(1, 1), 3, Numbers.random(6, 3), SHARES);
    }

    /** The example in PyTorch's documentation of MultiMarginLoss. */
    @Test
    void hingeAgreesWithPyTorchsExample() {
        Batch batch = Batch.of(4, new float[] {0.1f, 0.2f, 0.4f, 0.8f}, new float[] {0, 0, 0, 1});
        assertThat(Hinge.of().apply(batch)).isCloseTo(0.325, within(1e-7));
    }

    @Test
    void negativeLogLikelihoodTakesLogarithmsOfProbabilities() {
        float[] scores = Numbers.random(15, 3);
        float[] logarithms = new float[15];
        for (int row = 0; row < 15; row += 3) {
            double[] p = LossFormula.softmax(Numbers.doubles(scores), row, 3);
            for (int j = 0; j < 3; j++) {
                logarithms[row + j] = (float) Math.log(p[j]);
            }
        }
        double[] weights = {0.5, 3, 1};
        float[] targets = LossFormula.oneHot(5, 3);
        double loss = NegativeLogLikelihood.of().classWeights(weights).apply(Batch.of(3, logarithms, targets));
        double expected = SoftmaxCrossEntropy.of().classWeights(weights).apply(Batch.of(3, scores, targets));
        assertThat(loss).isCloseTo(expected, within(1e-5));
        assertThat(NegativeLogLikelihood.of().activation()).isEqualTo(new Softmax());
    }

    @Test
    void showNan() {
        float[] nan = {Float.NaN, 1};
        float[] targets = {0, 1};
        assertThat(Focal.of().apply(Batch.of(2, nan, targets))).isNaN();
        assertThat(Hinge.of().apply(Batch.of(2, nan, targets))).isNaN();
        assertThat(NegativeLogLikelihood.of().apply(Batch.of(2, nan, new float[] {1, 0}))).isNaN();
    }

    @Test
    void checkShapes() {
        assertThatThrownBy(() -> Focal.of().check(Shape.vector(10), Shape.vector(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The network ends in 10 scores but the data has 3 classes. Give the last dense layer 3 "
                        + "units.");
        assertThatThrownBy(() -> Focal.of().classWeights(1, 2).check(Shape.vector(3), Shape.vector(3)))
                .hasMessage(
                        "The loss focal has 2 class weights, [1.0, 2.0], but the data has 3 classes. Give one weight "
                                + "for each class, in the order of the classes, or leave class-weights out.");
        assertThatThrownBy(() -> Hinge.of().check(Shape.image(7, 7, 3), Shape.vector(3)))
                .hasMessage("The loss hinge takes one score for each class, a shape such as (3), but the network ends "
                        + "in (7, 7, 3). Put flatten and dense layers at its end.");
        assertThatThrownBy(() -> NegativeLogLikelihood.of().check(Shape.vector(1), Shape.vector(1)))
                .hasMessage(
                        "The loss negative-log-likelihood needs at least 2 classes to tell apart but the data has 1. "
                                + "Add a second class, or use the loss mean-squared-error.");
    }

    @Test
    void rejectNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Focal.of().gamma(-1)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Focal gamma is -1.0 but must be from 0 to 100. Give 0 for plain cross-entropy, or for example 2.");
        assertThatThrownBy(() -> Focal.of().classWeights(1, 0)).hasMessageStartingWith(
                "Focal class weight 2 of 2 is 0.0 but must be from 1.0E-6 to 1000000. Give 1 for a class");
        assertThatThrownBy(() -> Hinge.of().margin(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Hinge margin is 0.0 but must be from 1.0E-6 to 1000000. Give for example 1.");
    }
}
