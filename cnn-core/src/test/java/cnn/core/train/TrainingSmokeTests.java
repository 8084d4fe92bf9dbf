package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener.End;
import cnn.api.train.TrainingListener.Reason;
import cnn.core.engine.Workers;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The first thing to break where anything is wrong. */
@Order(1)
class TrainingSmokeTests {
    @Test
    void aTinyNetworkLearnsBars() {
        try (Workers workers = new Workers(2); Trainer trainer = Setup.trainer(Setup.config(8), workers)) {
            End end = trainer.train(() -> {
            });
            assertThat(end.reason()).isEqualTo(Reason.COMPLETED);
            assertThat(end.epochs()).isEqualTo(8);
            var best = trainer.state().history().epochs().get(end.bestEpoch() - 1);
            assertThat(best.validation().accuracy()).isGreaterThan(0.95);
        }
    }
}
