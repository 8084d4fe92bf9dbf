package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Loss;
import cnn.layers.loss.Asymmetric;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.Dice;
import cnn.layers.loss.Focal;
import cnn.layers.loss.Hinge;
import cnn.layers.loss.Huber;
import cnn.layers.loss.LossPlugin;
import cnn.layers.loss.MeanAbsoluteError;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.NegativeLogLikelihood;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.testkit.LossCase;
import cnn.testkit.LossContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesContractTests implements LossContract {
    @Override
    public List<LossCase> cases() {
        return List.of(LossCase.of(SoftmaxCrossEntropy.of(), 2), LossCase.of(SoftmaxCrossEntropy.of(), 10),
                LossCase.of(SoftmaxCrossEntropy.of().labelSmoothing(0.1), 7),
                LossCase.of(SoftmaxCrossEntropy.of().labelSmoothing(0.1).classWeights(0.5, 3, 1), 3),
                LossCase.of(BinaryCrossEntropy.of(), 1), LossCase.of(BinaryCrossEntropy.of(), 6),
                LossCase.of(BinaryCrossEntropy.of().positiveWeights(0.5, 3, 1), 3),
                LossCase.of(new MeanSquaredError(), 1),
                LossCase.of(new MeanSquaredError(), 5), LossCase.of(new MeanAbsoluteError(), 5),
                LossCase.of(Huber.of(), 5), LossCase.of(Huber.of().delta(0.3), 3), LossCase.of(Focal.of(), 5),
                LossCase.of(Focal.of().gamma(0).classWeights(0.5, 3, 1), 3), LossCase.of(Focal.of().gamma(0.5), 7),
                LossCase.of(Hinge.of(), 5), LossCase.of(Hinge.of().squared(true).margin(2), 4),
                LossCase.of(NegativeLogLikelihood.of(), 5),
                LossCase.of(NegativeLogLikelihood.of().classWeights(0.5, 3, 1), 3), LossCase.of(Asymmetric.of(), 5),
                LossCase.of(Asymmetric.of().gammas(2, 2).margin(0), 1),
                LossCase.of(Asymmetric.of().gammas(0, 0).margin(0), 3), LossCase.of(Dice.of(), 1),
                LossCase.of(Dice.of().smoothing(0.01), 6));
    }

    @Test
    void everyLossHasACase() {
        List<Class<?>> tested = cases().stream().<Class<?>>map(one -> one.loss().getClass()).toList();
        assertThat(new LossPlugin().components().stream().filter(Loss.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(loss -> assertThat(tested).contains(loss));
    }
}
