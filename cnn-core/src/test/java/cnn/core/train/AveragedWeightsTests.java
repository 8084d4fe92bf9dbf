package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.ComponentException;
import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.train.TrainingListener;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.WeightAverage;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.average.Ema;
import cnn.layers.average.Swa;
import cnn.layers.optimizer.ScheduleFreeAdamW;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is an average of the weights that training goes through. */
class AveragedWeightsTests {
    private static Network network() {
        return Network.of(Shape.image(8, 8, 1), Conv2d.of(4, 3), BatchNorm.of(), new Relu(), new Flatten(),
                Dense.of(2));
    }

    private static Trainer trainer(TrainConfig config, Workers workers, TrainingListener... listeners) {
        return new Trainer(network(), config, Setup.data(100), 7, new Engine(Setup.KERNELS, workers),
                List.of(listeners));
    }

    private static Map<String, float[]> copy(Map<String, Tensor> tensors) {
        Map<String, float[]> copies = new TreeMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.data().clone()));
        return copies;
    }

    private static void assertSame(Map<String, float[]> one, Map<String, float[]> other) {
        assertThat(one.keySet()).isEqualTo(other.keySet());
        one.forEach((name, values) -> assertThat(values).as(name).isEqualTo(other.get(name)));
    }

    /** The average in double, from the weights that a listener sees after every step. */
    private static final class Shadow implements TrainingListener {
        private final WeightAverage average;
        private final Map<String, double[]> mean = new TreeMap<>();
        private Trainer trainer;

        Shadow(WeightAverage average) {
            this.average = average;
        }

        @Override
        public void started(Run run) {
            follow(1);
        }

        @Override
        public void stepped(Run run, Progress progress) {
            follow(average.share(trainer.state().steps(), run.stepsPerEpoch(),
                    (long) run.epochs() * run.stepsPerEpoch()));
        }

        private void follow(double share) {
            trainer.state().weights().tensors().forEach((name, tensor) -> {
                double[] values = mean.computeIfAbsent(name, any -> new double[tensor.data().length]);
                for (int i = 0; i < values.length; i++) {
                    values[i] += share * (tensor.data()[i] - values[i]);
                }
            });
        }
    }

    @Test
    void emaFollowsWeightsAndStatisticsAfterEveryStep() {
        Ema ema = Ema.of(0.9);
        Shadow shadow = new Shadow(ema);
        try (Workers workers = new Workers(2);
                Trainer trainer = trainer(Setup.config(3).average(ema), workers, shadow)) {
            shadow.trainer = trainer;
            trainer.train(() -> {
            });
            trainer.state().average().tensors().forEach((name, tensor) -> {
                double[] expected = shadow.mean.get(name);
                for (int i = 0; i < expected.length; i++) {
                    assertThat((double) tensor.data()[i]).as(name).isCloseTo(expected[i], within(1e-5));
                }
            });
            assertThat(shadow.mean).containsKeys("batch-norm-1/mean", "batch-norm-1/variance", "conv2d-1/weights");
        }
    }

    @Test
    void theBestModelIsTheAverageAndTheRawWeightsAreMeasuredBesideIt() {
        try (Workers workers = new Workers(2);
                Trainer trainer = trainer(Setup.config(1).average(Ema.of(0.9)), workers)) {
            trainer.train(() -> {
            });
            TrainingState state = trainer.state();
            assertSame(copy(state.best().tensors()), copy(state.average().tensors()));
            EpochReport report = state.history().epochs().getFirst();
            assertThat(report.validation().loss()).isCloseTo(loss(state.average(), workers), within(1e-9));
            assertThat(report.raw().loss()).isCloseTo(loss(state.weights(), workers), within(1e-9))
                    .isNotEqualTo(report.validation().loss());
            assertThat(HistoryJson.read(HistoryJson.write(state.history()), IllegalArgumentException::new))
                    .isEqualTo(state.history());
        }
    }

    /** Loss on the validation images, by a session that never trained. */
    private static double loss(Weights weights, Workers workers) {
        Engine engine = new Engine(Setup.KERNELS, workers);
        TrainingData data = Setup.data(100);
        Session session = Session.forTraining(network(), weights, engine, 16);
        try (Evaluator evaluator = new Evaluator(session, engine, data.validation(), data.preprocessing(),
                Objective.of(network(), Setup.config(1), data.train().targets()))) {
            return evaluator.evaluate().loss();
        }
    }

    @Test
    void averagingChangesNoBitOfTheWeightsThemselves() {
        try (Workers workers = new Workers(2);
                Trainer plain = trainer(Setup.config(3), workers);
                Trainer averaged = trainer(Setup.config(3).average(Ema.of(0.9)), workers);
                Trainer renewed = trainer(Setup.config(3).average(Swa.of(0)), workers)) {
            plain.train(() -> {
            });
            averaged.train(() -> {
            });
            renewed.train(() -> {
            });
            assertSame(copy(plain.state().weights().tensors()), copy(averaged.state().weights().tensors()));
            assertSame(copy(plain.state().weights().tensors()), copy(renewed.state().weights().tensors()));
            assertThat(plain.state().average()).isNull();
            assertThat(plain.state().history().epochs()).allSatisfy(report -> assertThat(report.raw()).isNull());
        }
    }

    @Test
    void theBitsDoNotDependOnThreadsAndGoOnFromACheckpoint(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint.safetensors");
        for (TrainConfig config : List.of(Setup.config(4).average(Ema.of(0.9)), Setup.config(4).average(Swa.of(0.25)),
                Setup.config(4).optimizer(ScheduleFreeAdamW.of(0.01)))) {
            try (Workers one = new Workers(1);
                    Workers three = new Workers(3);
                    Trainer whole = trainer(config, one);
                    Trainer first = trainer(config, three);
                    Trainer second = trainer(config, three)) {
                whole.train(() -> {
                });
                first.train(() -> {
                    Checkpoint.write(first.state(), Map.of(), file);
                    if (first.state().epoch() == 2) {
                        first.stop();
                    }
                });
                Checkpoint.restore(second.state(), file, origin -> {
                });
                second.train(() -> {
                });
                assertSame(copy(whole.state().best().tensors()), copy(second.state().best().tensors()));
                assertSame(copy(whole.state().average().tensors()), copy(second.state().average().tensors()));
                assertThat(second.state().history().epochs().getLast().raw())
                        .isEqualTo(whole.state().history().epochs().getLast().raw());
            }
        }
    }

    /** Running means and variances of the averaged weights are the plain means over the epoch's batches. */
    @Test
    void swaFindsStatisticsAnew() {
        TrainConfig config = Setup.config(2).average(Swa.of(0)).batch(20);
        try (Workers workers = new Workers(1);
                Trainer trainer = trainer(config, workers)) {
            trainer.train(() -> {
            });
            Map<String, float[]> average = copy(trainer.state().average().tensors());
            assertThat(trainer.state().history().epochs().getFirst().raw()).isNull(); // one epoch is its own mean
            assertThat(trainer.state().history().epochs().getLast().raw()).isNotNull();
            // images differ from those of the epoch only by noise of ±0.05: to 2 % the same means
            Session session = Session.forTraining(network(), trainer.state().average().copy(),
                    new Engine(Setup.KERNELS, workers), 100);
            TrainingData data = Setup.data(100);
            BatchLoader loader = new BatchLoader(data.train(), data.preprocessing(), List.of(), List.of(), 100, 1, 1,
                    EpochOrder.of(null, data.train()));
            try (loader) {
                loader.start(1, false, 0);
                System.arraycopy(loader.take().images, 0, session.input(), 0, 100 * 64);
                session.renewStatistics(100, 1, 1);
            }
            float[] expected = session.weights().tensors().get("batch-norm-1/mean").data();
            float[] variances = session.weights().tensors().get("batch-norm-1/variance").data();
            for (int c = 0; c < expected.length; c++) {
                double spread = Math.sqrt(variances[c]);
                assertThat((double) average.get("batch-norm-1/mean")[c]).isCloseTo(expected[c], within(0.02 * spread));
                assertThat(Math.sqrt(average.get("batch-norm-1/variance")[c])).isCloseTo(spread,
                        within(0.02 * spread));
            }
        }
    }

    @Test
    void frozenParametersStayInTheAverageToo() {
        TrainConfig config = Setup.config(2).average(Ema.of(0.5)).groups(ParameterGroup.of("conv2d-1/**").frozen(true));
        try (Workers workers = new Workers(1); Trainer trainer = trainer(config, workers)) {
            trainer.train(() -> {
            });
            assertThat(trainer.state().average().tensors().get("conv2d-1/weights").data())
                    .isEqualTo(trainer.state().weights().tensors().get("conv2d-1/weights").data());
        }
    }

    /** x = y + (1 / beta1 − 1) · (y − z), with statistics that were found anew for it. */
    @Test
    void theModelIsWhatTheOptimizerAverages() {
        TrainConfig config = Setup.config(2).optimizer(ScheduleFreeAdamW.of(0.01));
        try (Workers workers = new Workers(2); Trainer trainer = trainer(config, workers)) {
            trainer.train(() -> {
            });
            TrainingState state = trainer.state();
            float[] y = state.weights().tensors().get("conv2d-1/weights").data();
            float[] z = state.optimizerSlots().get("conv2d-1/weights/0");
            float[] x = state.average().tensors().get("conv2d-1/weights").data();
            for (int i = 0; i < x.length; i++) {
                assertThat((double) x[i]).isCloseTo(y[i] + (1 / 0.9 - 1) * (y[i] - (double) z[i]), within(1e-6));
            }
            assertThat(state.average().tensors().get("batch-norm-1/mean").data())
                    .isNotEqualTo(state.weights().tensors().get("batch-norm-1/mean").data());
            EpochReport report = state.history().epochs().getLast();
            assertThat(report.validation().loss()).isCloseTo(loss(state.average(), workers), within(1e-9));
            assertThat(report.raw().loss()).isCloseTo(loss(state.weights(), workers), within(1e-9));
        }
    }

    @Test
    void thereIsOneAverageAtMost() {
        TrainConfig config = Setup.config(1).optimizer(ScheduleFreeAdamW.of(0.01)).average(Ema.of(0.9));
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(() -> trainer(config, workers)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The optimizer keeps an average of the weights itself, which is the model, but train.average "
                                    + "asks for Ema[decay=0.9] as well. Leave train.average out, or use another optimizer.");
        }
    }

    @Test
    void aShareThatIsNoneIsToldWithTheComponent() {
        record TooFar() implements WeightAverage {
            @Override
            public double share(long step, long stepsPerEpoch, long totalSteps) {
                return 2;
            }
        }
        try (Workers workers = new Workers(1);
                Trainer trainer = trainer(Setup.config(1).average(new TooFar()), workers)) {
            assertThatThrownBy(() -> trainer.train(() -> {
            })).isInstanceOf(ComponentException.class)
                    .hasMessageStartingWith("Weight average TooFar[] gave the share 2.0 "
                            + "after step 1 of 7 (7 in an epoch)");
        }
    }
}
