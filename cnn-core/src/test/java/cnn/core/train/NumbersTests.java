package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.engine.Engine;
import cnn.core.engine.Scored;
import cnn.core.engine.Workers;
import cnn.core.network.Weights;
import cnn.core.pipeline.Monitor;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that is no number becomes the best, is kept or counts as right. */
class NumbersTests {
    private static final Monitor BY_LOSS = Monitor.of(Setup.config(1), null);

    /** A number told beforehand. */
    private record Told(boolean higherIsBetter) implements Metric {
        @Override
        public Tally start(int classes) {
            throw new UnsupportedOperationException();
        }
    }

    private static Scores scores(double loss, double told) {
        return new Scores(loss, Map.of("accuracy", 0.5, "Told", told));
    }

    private static boolean beats(boolean higher, Scores before, Scores now) {
        TrainConfig config = TrainConfig.of(9, 1, Sgd.of(1), new ConstantRate(), SoftmaxCrossEntropy.of(),
                new Told(higher)).monitor("Told");
        TrainingState state = new TrainingState(Weights.init(Setup.network(), 1), Map.of(), Setup.epoch(4));
        state.finishEpoch(new EpochReport(1, 1, 1, before, null, 1, 1, 0, true));
        return state.isBest(now, null, Monitor.of(config, null), 0);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1, 0.1, 9, true", "0.1, 1, NaN, 0.5, false", "NaN, 1, NaN, 0.5, true", "NaN, 1, NaN, 2, false",
        "0.5, 1, 0.5, 0.9, true", "0.5, 1, 0.5, 1, false", "NaN, 1, 0.1, NaN, false", "0.1, 1, 0.2, NaN, false"})
    void anyNumberBeatsNaNInEitherDirection(double was, double lossBefore, double is, double loss, boolean better) {
        assertThat(beats(true, scores(lossBefore, was), scores(loss, is))).isEqualTo(better);
        assertThat(beats(false, scores(lossBefore, was), scores(loss, is))).isEqualTo(
                was == 0.1 && is == 0.2 ? false : better);
    }

    @Test
    void aFirstEpochWhoseLossIsNoNumberIsNotTheBest() {
        TrainingState state = new TrainingState(Weights.init(Setup.network(), 1), Map.of(), Setup.epoch(4));
        assertThat(state.isBest(scores(1, 1), scores(Double.NaN, 1), BY_LOSS, 0)).isFalse();
        assertThat(state.isBest(scores(1, 1), scores(1, Double.NaN), BY_LOSS, 0)).isTrue();
    }

    @Test
    void anExampleWithAScoreThatIsNaNIsNeverRight() {
        try (Workers workers = new Workers(1)) {
            Scored scored = new Scored(SoftmaxCrossEntropy.of(), 2, new Engine(Setup.KERNELS, workers),
                    new float[] {Float.NaN, 1, 1, Float.NaN, 2, 1}, new float[6]);
            assertThat(scored.with(3, new float[] {1, 0, 1, 0, 1, 0}).correct()).isEqualTo(1);
        }
    }

    @Test
    void theLastStepsOverflowIsFoundBeforeTheEpochCounts() {
        // the loss is that of the scores before the step, so the step that breaks the weights is not noticed by it
        TrainConfig config = TrainConfig.of(3, 256, Sgd.of(1e30), (step, perEpoch, total) -> step == 0 ? 1e-30 : 1e9,
                SoftmaxCrossEntropy.of());
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(config, workers)) {
            assertThatThrownBy(() -> trainer.train(() -> {
            })).isInstanceOf(DivergedException.class).hasMessageMatching("Training diverged in epoch 2 \\(learning "
                    + "rate 1\\.0\\d*E39\\): tensor '\\S+' has (NaN|-?Infinity) at index \\d+, and what is learnt must stay "
                    + "finite\\. The best model of the epochs before is kept\\. Use a smaller learning rate, .*");
            assertThat(trainer.state().bestEpoch()).isEqualTo(1);
            assertThat(trainer.state().best().firstNotFinite()).isNull();
        }
    }

    @Test
    void aMetricMayBeNaNWhileTheLossIsNot() {
        record Nothing() implements Metric {
            @Override
            public Tally start(int classes) {
                return new Tally() {
                    @Override
                    public void add(ScoredBatch batch) {
                        // counts nothing
                    }

                    @Override
                    public double value() {
                        return Double.NaN;
                    }

                    @Override
                    public double[] counts() {
                        return new double[0];
                    }

                    @Override
                    public void restore(double[] counts) {
                        // has none
                    }
                };
            }

            @Override
            public boolean higherIsBetter() {
                return true;
            }
        }
        TrainConfig config = TrainConfig.of(2, 16, Sgd.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(),
                new Nothing()).monitor("Nothing");
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(config, workers)) {
            trainer.train(() -> {
            });
            assertThat(trainer.state().bestEpoch()).isPositive();
        }
    }
}
