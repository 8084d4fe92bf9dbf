package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Optimizer;
import cnn.layers.LayersPlugin;
import cnn.layers.optimizer.AdamW;
import cnn.layers.optimizer.Lamb;
import cnn.layers.optimizer.Lars;
import cnn.layers.optimizer.Sgd;
import cnn.testkit.OptimizerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizersContractTests implements OptimizerContract {
    @Override
    public List<Optimizer> optimizers() {
        return List.of(new Sgd(0.05, 0, false, 0), new Sgd(0.05, 0.9, false, 1e-4), new Sgd(0.05, 0.9, true, 1e-2),
                AdamW.of(0.001), AdamW.of(0.01).weightDecay(0), Lars.of(10), Lars.of(10).weightDecay(0).momentum(0.5),
                Lamb.of(0.01), Lamb.of(0.01).weightDecay(0));
    }

    @Test
    void everyOptimizerHasACase() {
        List<Class<?>> tested = optimizers().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(new LayersPlugin().components().stream().filter(Optimizer.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(optimizer -> assertThat(tested).contains(optimizer));
    }
}
