package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Loss;
import cnn.layers.LayersPlugin;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.MeanSquaredError;
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
                LossCase.of(new MeanSquaredError(), 5));
    }

    @Test
    void everyLossHasACase() {
        List<Class<?>> tested = cases().stream().<Class<?>>map(one -> one.loss().getClass()).toList();
        assertThat(new LayersPlugin().components().stream().filter(Loss.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(loss -> assertThat(tested).contains(loss));
    }
}
