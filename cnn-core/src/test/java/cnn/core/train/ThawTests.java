package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.train.Optimizer;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.TrainConfig;
import cnn.core.train.GroupTrainingTests.Spy;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Adam;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Groups that are frozen up to an epoch. */
class ThawTests {
    private static final int IMAGES = 64;

    private static Network network(Spy spy) {
        Network.Builder builder = Network.builder(Shape.image(8, 8, 1));
        builder.add("stem/conv", Conv2d.of(3, 3).bias(false));
        builder.add("stem/bn", BatchNorm.of());
        builder.add("spy", spy);
        builder.add("flat", new Flatten());
        builder.add("head", Dense.of(2));
        return builder.build();
    }

    private static Spy spy() {
        return new Spy(new AtomicInteger(), new AtomicInteger());
    }

    private static TrainConfig config(Optimizer optimizer, int epochs, int batch, ParameterGroup... groups) {
        return TrainConfig.of(epochs, batch, optimizer, new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy())
                .groups(groups);
    }

    /** The weights after every epoch. */
    private static List<Map<String, float[]>> epochs(Network network, TrainConfig config, int threads,
            Consumer<TrainingState> afterEpoch) {
        try (Workers workers = new Workers(threads);
                Trainer trainer = new Trainer(network, config, Setup.data(IMAGES), 7,
                        new Engine(Setup.KERNELS, workers), List.of())) {
            List<Map<String, float[]>> epochs = new ArrayList<>();
            trainer.train(() -> {
                epochs.add(values(trainer.state().weights()));
                afterEpoch.accept(trainer.state());
            });
            return epochs;
        }
    }

    private static Map<String, float[]> values(Weights weights) {
        Map<String, float[]> values = new TreeMap<>();
        weights.tensors().forEach((name, tensor) -> values.put(name, tensor.data().clone()));
        return values;
    }

    private static void assertSame(Map<String, float[]> one, Map<String, float[]> other) {
        assertThat(one.keySet()).isEqualTo(other.keySet());
        one.forEach((name, numbers) -> assertThat(other.get(name)).as(name).isEqualTo(numbers));
    }

    @Test
    void learnsFromItsEpochOn() {
        Map<String, float[]> drawn = values(Weights.init(network(spy()), Rng.key(7, 1)));
        List<Integer> slots = new ArrayList<>();
        List<Map<String, float[]>> epochs = epochs(network(spy()), config(Sgd.of(0.05).momentum(0.9), 4, 16,
                ParameterGroup.of("stem/**").thaw(3)), 1, state -> slots.add(state.optimizerSlots().size()));
        drawn.forEach((name, numbers) -> {
            boolean thaws = name.startsWith("stem/");
            assertThat(Arrays.equals(epochs.get(1).get(name), numbers)).as(name).isEqualTo(thaws);
            assertThat(epochs.get(2).get(name)).as(name).isNotEqualTo(epochs.get(1).get(name));
            assertThat(epochs.get(3).get(name)).as(name).isNotEqualTo(epochs.get(2).get(name));
        });
        assertThat(slots).as("buffers of what learns").containsExactly(2, 2, 5, 5);
    }

    @Test
    void untilThenItIsTheRunInWhichItIsFrozen() {
        List<Map<String, float[]>> thawed = epochs(network(spy()), config(Adam.of(0.01), 3, 16,
                ParameterGroup.of("stem/**").frozen(true).thaw(3)), 1, state -> {
                });
        List<Map<String, float[]>> frozen = epochs(network(spy()), config(Adam.of(0.01), 3, 16,
                ParameterGroup.of("stem/**").frozen(true)), 1, state -> {
                });
        assertSame(frozen.get(1), thawed.get(1));
        assertThat(thawed.get(2).get("head/weights")).isNotEqualTo(frozen.get(2).get("head/weights"));
    }

    @Test
    void theOptimizerBeginsAnewWithWhatThaws() {
        double rate = 0.01;
        List<Map<String, float[]>> epochs = epochs(network(spy()), config(Adam.of(rate), 9, IMAGES,
                ParameterGroup.of("stem/**").thaw(9), ParameterGroup.of("stem/bn/**").thaw(8).rate(0.5)), 1, state -> {
                });
        // Adam's first step is its rate by the gradient's sign, whatever its length; without a count of its own, whose
        // means are not made up for, it were 0.1/√0.001 = 3.2 times as long
        assertMoved(epochs.get(6), epochs.get(7), "stem/bn/scale", rate / 2);
        assertMoved(epochs.get(6), epochs.get(7), "stem/conv/weights", 0);
        assertMoved(epochs.get(7), epochs.get(8), "stem/conv/weights", rate);
    }

    private static void assertMoved(Map<String, float[]> from, Map<String, float[]> to, String name, double way) {
        for (int i = 0; i < from.get(name).length; i++) {
            assertThat(Math.abs((double) to.get(name)[i] - from.get(name)[i])).as(name).isCloseTo(way,
                    within(way * 0.01));
        }
    }

    @Test
    void nothingBelowTheLowestThatLearnsGoesBackwardBefore() {
        Spy spy = spy();
        List<Integer> counts = new ArrayList<>();
        epochs(network(spy), config(Sgd.of(0.05), 3, 16, ParameterGroup.of("stem/**").thaw(2)), 1,
                state -> counts.add(spy.backward().get()));
        assertThat(counts).containsExactly(0, IMAGES / 16, 2 * IMAGES / 16);
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        TrainConfig config = config(Adam.of(0.01), 4, 16, ParameterGroup.of("stem/**").thaw(3),
                ParameterGroup.of("stem/bn/**").thaw(2)).accumulate(2);
        assertSame(epochs(network(spy()), config, 1, state -> {
        }).getLast(), epochs(network(spy()), config, 3, state -> {
        }).getLast());
    }
}
