package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Optimizer;
import cnn.layers.optimizer.Adadelta;
import cnn.layers.optimizer.Adagrad;
import cnn.layers.optimizer.Adam;
import cnn.layers.optimizer.AdamW;
import cnn.layers.optimizer.Adan;
import cnn.layers.optimizer.Lamb;
import cnn.layers.optimizer.Lars;
import cnn.layers.optimizer.Lion;
import cnn.layers.optimizer.Lookahead;
import cnn.layers.optimizer.Muon;
import cnn.layers.optimizer.Nadam;
import cnn.layers.optimizer.OptimizerPlugin;
import cnn.layers.optimizer.RmsProp;
import cnn.layers.optimizer.ScheduleFreeAdamW;
import cnn.layers.optimizer.Sgd;
import cnn.testkit.OptimizerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizersContractTests implements OptimizerContract {
    @Override
    public List<Optimizer> optimizers() {
        return List.of(new Sgd(0.05, 0, false, 0), new Sgd(0.05, 0.9, false, 1e-4), new Sgd(0.05, 0.9, true, 1e-2),
                AdamW.of(0.001), AdamW.of(0.01).weightDecay(0), Lars.of(10), Lars.of(10).weightDecay(0).momentum(0.5),
                Lamb.of(0.01), Lamb.of(0.01).weightDecay(0), Adam.of(0.01), Adam.of(0.01).weightDecay(0.1),
                Nadam.of(0.01), Nadam.of(0.01).weightDecay(0.1), RmsProp.of(0.01),
                RmsProp.of(0.01).momentum(0.5).weightDecay(0.1), RmsProp.of(0.001).centred(true),
                RmsProp.of(0.001).momentum(0.5).centred(true), Adagrad.of(0.1),
                Adagrad.of(0.1).rateDecay(0.01).initial(0.1).weightDecay(0.1), Adadelta.of(),
                Adadelta.of().weightDecay(0.1), Lion.of(0.01), Lion.of(0.01).weightDecay(0.1), Adan.of(0.01),
                Adan.of(0.01).weightDecay(0.1), ScheduleFreeAdamW.of(0.01),
                ScheduleFreeAdamW.of(0.01).weightDecay(0.1).warmupSteps(3), Muon.of(0.02),
                Muon.of(0.02).weightDecay(0.1),
                Lookahead.of(Muon.of(0.02)), Lookahead.of(Sgd.of(0.05).momentum(0.9)),
                Lookahead.of(Lamb.of(0.01)).every(2).share(0.25));
    }

    @Test
    void everyOptimizerHasACase() {
        List<Class<?>> tested = optimizers().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(new OptimizerPlugin().components().stream().filter(Optimizer.class::isAssignableFrom)).isNotEmpty()
                .allSatisfy(optimizer -> assertThat(tested).contains(optimizer));
    }
}
