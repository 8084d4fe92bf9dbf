package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.Metric;
import cnn.api.train.TrainingListener.End;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Reason;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.pipeline.OutputConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Outcome;
import cnn.core.train.History;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BestElsewhereTests {
    private static final TrainConfig CONFIG = TrainConfig.of(2, 1, Sgd.of(1), new ConstantRate(),
            SoftmaxCrossEntropy.of(), new Accuracy());

    private static EpochReport epoch(int number, double loss, double accuracy) {
        Scores scores = new Scores(loss, Map.of("accuracy", accuracy));
        return new EpochReport(number, number, 1, scores, scores, 1, 1, 0, true);
    }

    private static Outcome outcome(double first, double second) {
        return new Outcome(Optional.empty(), new History(List.of(epoch(1, 0.1, first), epoch(2, 0.2, second))),
                new End(Reason.COMPLETED, 2, 1, 1), null);
    }

    @Test
    void namesTheEpochAndTheKey() {
        assertThat(BestElsewhere.line(outcome(0.9, 0.982), CONFIG, null))
                .isEqualTo("Epoch 2 had the best validation accuracy "
                        + "(98.20 %); the model is epoch 1's, which had the lowest loss. Choose by accuracy with "
                        + "train.monitor=accuracy.");
    }

    @Test
    void namesTheKeyOfANamedOutput() {
        OutputConfig output = OutputConfig.of("scores", SoftmaxCrossEntropy.of());
        assertThat(BestElsewhere.line(outcome(0.9, 0.982), CONFIG, Map.of("kind", output)))
                .endsWith(
                        " Choose by accuracy with accuracy among outputs.kind.metrics and train.monitor=kind/accuracy.");
        assertThat(BestElsewhere.line(outcome(0.9, 0.982), CONFIG,
                Map.of("kind", OutputConfig.of("scores", SoftmaxCrossEntropy.of(), new Accuracy()))))
                .endsWith(" Choose by accuracy with train.monitor=kind/accuracy.");
        assertThat(BestElsewhere.line(outcome(0.9, 0.982), CONFIG.metrics(new Metric[0]), null))
                .endsWith(" Choose by accuracy with accuracy among train.metrics and train.monitor=accuracy.");
    }

    @Test
    void saysNothingWhereLossAndAccuracyAgreeOrAccuracyChose() {
        assertThat(BestElsewhere.line(outcome(0.9, 0.9), CONFIG, null)).isNull();
        assertThat(BestElsewhere.line(outcome(0.9, 0.95), CONFIG.monitor("accuracy"), null)).isNull();
    }
}
