package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.train.TrainingListener;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.BatchNorm;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Softmax;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Lookahead;
import cnn.layers.optimizer.Muon;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import cnn.layers.schedule.ReduceOnPlateau;
import cnn.layers.schedule.Warmup;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTests {
    private static Map<String, Tensor> trained(Trainer trainer) {
        trainer.train(() -> {
        });
        return trainer.state().best().tensors();
    }

    private static void assertSame(Map<String, Tensor> one, Map<String, Tensor> other) {
        assertThat(one.keySet()).isEqualTo(other.keySet());
        one.forEach((name, tensor) -> assertThat(tensor.data()).as(name).isEqualTo(other.get(name).data()));
    }

    @Test
    void resultDoesNotDependOnTheNumberOfThreads() {
        try (Workers one = new Workers(1);
                Workers five = new Workers(5);
                Trainer first = Setup.trainer(Setup.config(2), one);
                Trainer second = Setup.trainer(Setup.config(2), five)) {
            assertSame(trained(first), trained(second));
        }
    }

    @Test
    void parametersThatAreUpdatedWholeDoNotDependOnThreadsEither() {
        TrainConfig config = Setup.config(2).optimizer(Lookahead.of(Muon.of(0.02)));
        try (Workers one = new Workers(1);
                Workers three = new Workers(3);
                Trainer first = Setup.trainer(config, one);
                Trainer second = Setup.trainer(config, three)) {
            assertSame(trained(first), trained(second));
            assertThat(second.state().history().epochs().getLast().train().loss())
                    .isLessThan(second.state().history().epochs().getFirst().train().loss());
        }
    }

    /** Nothing gets better by so much: the rate is halved after every epoch but the first, on any number of threads. */
    @Test
    void aScheduleSeesTheEpochsBeforeInAResumedRunToo(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint.safetensors");
        TrainConfig config = Setup.config(4)
                .schedule(Warmup.of(ReduceOnPlateau.of(1).factor(0.5).minChange(100)).epochs(1)).monitor("accuracy");
        try (Workers workers = new Workers(2);
                Trainer whole = Setup.trainer(config, workers);
                Trainer first = Setup.trainer(config, workers);
                Trainer second = Setup.trainer(config, workers)) {
            first.train(() -> {
                Checkpoint.write(first.state(), Map.of(), file);
                if (first.state().epoch() == 2) {
                    first.stop();
                }
            });
            Checkpoint.restore(second.state(), file, origin -> {
            });
            assertSame(trained(whole), trained(second));
            assertThat(second.state().history().epochs()).extracting(report -> report.learningRate())
                    .containsExactly(0.01, 0.01, 0.005, 0.0025);
        }
    }

    @Test
    void resumedRunEndsInTheSameBitsAsAnUninterruptedOne(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint.safetensors");
        try (Workers workers = new Workers(2);
                Trainer whole = Setup.trainer(Setup.config(4), workers);
                Trainer first = Setup.trainer(Setup.config(4), workers);
                Trainer second = Setup.trainer(Setup.config(4), workers)) {
            first.train(() -> {
                Checkpoint.write(first.state(), Map.of("pipeline", "p"), file);
                if (first.state().epoch() == 2) {
                    first.stop();
                }
            });
            Checkpoint.restore(second.state(), file,
                    origin -> assertThat(origin).containsEntry("pipeline", "p"));
            assertThat(second.state().epoch()).isEqualTo(2);
            assertSame(trained(whole), trained(second));
            assertThat(second.state().steps()).isEqualTo(whole.state().steps());
        }
    }

    /** Bytes that the training thread allocated from the first step of an epoch to its last. */
    private static final class Meter implements TrainingListener {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private long atFirstStep;
        private long inEpoch = -1;

        @Override
        public void stepped(Run run, Progress progress) {
            long now = threads.getCurrentThreadAllocatedBytes();
            atFirstStep = progress.step() == 1 ? now : atFirstStep;
            inEpoch = now - atFirstStep;
        }
    }

    @Test
    void aStepAllocatesNothing() {
        Meter meter = new Meter();
        int[] epochs = {0};
        try (Workers workers = new Workers(2); Trainer trainer = Setup.trainer(Setup.config(10_000), workers, meter)) {
            trainer.train(() -> {
                // until the JIT has compiled the last part, its short-lived objects are real ones
                if (meter.inEpoch == 0) {
                    trainer.stop();
                }
                epochs[0]++;
            });
        }
        assertThat(meter.inEpoch).as("bytes in epoch " + epochs[0]).isZero();
    }

    @Test
    void stopsWhenTheLossIsNoNumberAndKeepsTheBestModel() {
        TrainConfig config = TrainConfig.of(5, 16, Sgd.of(1e25),
                (step, perEpoch, total) -> step < perEpoch ? 1e-30 : 1, SoftmaxCrossEntropy.of(), new Accuracy());
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(config, workers)) {
            assertThatThrownBy(() -> trainer.train(() -> {
            })).isInstanceOf(DivergedException.class).hasMessageMatching("The loss became (NaN|Infinity) in epoch 2, "
                    + "step 1\\d \\(learning rate 1.0E25\\)\\. The best model of the epochs before is kept\\. Use a "
                    + "smaller learning rate, a warm-up, or check the images and the custom layers for infinities\\.");
            assertThat(trainer.state().epoch()).isEqualTo(1);
            trainer.state().best().tensors().values()
                    .forEach(tensor -> assertThat(tensor.data()).doesNotContain(Float.NaN));
        }
    }

    @Test
    void endsEarlyWhenNothingGetsBetter() {
        TrainConfig config = TrainConfig.of(50, 16, Sgd.of(1e-12), new ConstantRate(), SoftmaxCrossEntropy.of(),
                new Accuracy()).monitor("accuracy").earlyStopping(3);
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(config, workers)) {
            TrainingListener.End end = trainer.train(() -> {
            });
            assertThat(end.reason()).isEqualTo(TrainingListener.Reason.EARLY_STOP);
            assertThat(end.bestEpoch()).isEqualTo(1);
            assertThat(end.epochs()).isEqualTo(4);
        }
    }

    @Test
    void stopsAfterTheStepAtHandAndCanBeTrainedAgain() {
        try (Workers workers = new Workers(1)) {
            Trainer[] trainer = new Trainer[1];
            trainer[0] = Setup.trainer(Setup.config(3), workers, new TrainingListener() {
                @Override
                public void stepped(Run run, Progress progress) {
                    if (progress.epoch() == 2) {
                        trainer[0].stop();
                    }
                }
            });
            try (Trainer running = trainer[0]) {
                TrainingListener.End end = running.train(() -> {
                });
                assertThat(end.reason()).isEqualTo(TrainingListener.Reason.INTERRUPTED);
                assertThat(end.epochs()).isEqualTo(1);
            }
        }
    }

    @Test
    void rejectsANetworkThatEndsWithTheLosssActivation() {
        Network network = Network.of(Shape.image(8, 8, 1), new Flatten(), Dense.of(2), new Softmax());
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(Setup.KERNELS, workers);
            assertThatThrownBy(() -> new Trainer(network, Setup.config(1), Setup.data(20), 1, engine, List.of()))
                    .hasMessage(
                            "The network ends with Softmax[], which the loss SoftmaxCrossEntropy[labelSmoothing=0.0, "
                                    + "classWeights=[]] applies itself. Leave that layer out; predictions will have it.");
        }
    }

    @Test
    void rejectsABatchThatIsTooSmallForALayerBeforeAnythingIsLearnt() {
        Network network = Network.of(Shape.image(8, 8, 1), new Flatten(), Dense.of(4), BatchNorm.of(), Dense.of(2));
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(Setup.KERNELS, workers);
            assertThatThrownBy(() -> new Trainer(network, Setup.config(1), Setup.data(17), 1, engine, List.of()))
                    .hasMessageEndingWith("but 17 examples in batches of 16 leave 1 for the last. Set train.batch to "
                            + "17, or add or remove an example.");
        }
    }

    @Test
    void rejectsImagesOfAnotherShape() {
        Network network = Network.of(Shape.image(8, 8, 3), new Flatten(), Dense.of(2));
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(Setup.KERNELS, workers);
            assertThatThrownBy(() -> new Trainer(network, Setup.config(1), Setup.data(20), 1, engine, List.of()))
                    .hasMessage("The network takes (8, 8, 3) but the images are (8, 8, 1). Set preprocess.size and "
                            + "preprocess.channels, or build the network for (8, 8, 1).");
        }
    }

    @Test
    void weightsDependOnTheSeedAlone() {
        assertThat(Weights.init(Setup.network(), 3).tensors().get("dense-1/weights").data())
                .isEqualTo(Weights.init(Setup.network(), 3).tensors().get("dense-1/weights").data());
        assertThat(Preprocessing.standardizing(new Bars(100, 1)).deviation().getFirst()).isBetween(0.1, 0.4);
    }
}
