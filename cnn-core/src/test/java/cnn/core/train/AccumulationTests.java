package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.api.layer.Layer;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.average.Swa;
import cnn.layers.optimizer.Sgd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that go through the network in parts. */
class AccumulationTests {
    private static final Layer[] PLAIN = {Conv2d.of(4, 3), new Relu(), new Flatten(), Dense.of(2)};

    private static Trainer trainer(TrainConfig config, Workers workers, int examples, Layer... layers) {
        return new Trainer(Network.of(Shape.image(8, 8, 1), layers), config, Setup.data(examples), 7,
                new Engine(Setup.KERNELS, workers), List.of());
    }

    private static Map<String, float[]> weights(Trainer trainer) {
        Map<String, float[]> values = new TreeMap<>();
        trainer.state().weights().tensors().forEach((name, tensor) -> values.put(name, tensor.data()));
        return values;
    }

    private static TrainConfig config(int epochs) {
        return Setup.config(epochs).optimizer(Sgd.of(0.05).momentum(0.9));
    }

    /** 100 images in batches of 16 make a last one of 4, which goes through in parts as well. */
    @Test
    void partsComeToWhatTheWholeBatchDoes() {
        for (int parts : new int[] {2, 3, 5, 16}) {
            try (Workers workers = new Workers(2);
                    Trainer whole = trainer(config(2), workers, 100, PLAIN);
                    Trainer inParts = trainer(config(2).accumulate(parts), workers, 100, PLAIN)) {
                whole.train(() -> {
                });
                inParts.train(() -> {
                });
                Map<String, float[]> expected = weights(whole);
                weights(inParts).forEach((name, values) -> {
                    for (int i = 0; i < values.length; i++) { // 14 steps, each with other roundings of its sums
                        assertThat(values[i]).as(name).isCloseTo(expected.get(name)[i], within(1e-5f));
                    }
                });
                EpochReport one = whole.state().history().epochs().getLast();
                EpochReport other = inParts.state().history().epochs().getLast();
                assertThat(other.steps()).isEqualTo(one.steps()).isEqualTo(14);
                assertThat(other.train().accuracy()).isEqualTo(one.train().accuracy());
                assertThat(other.train().loss()).isCloseTo(one.train().loss(), within(1e-5));
                assertThat(other.learningRate()).isEqualTo(one.learningRate());
            }
        }
    }

    /** Examples that the buffers hold, of batches of 16 in so many parts. */
    private static int most(int parts, Layer... layers) {
        Network network = Network.of(Shape.image(8, 8, 1), layers);
        TrainConfig config = config(1).accumulate(parts);
        List<Target> targets = Setup.data(16).train().targets();
        try (Workers workers = new Workers(1)) {
            return new TrainingStep(ParameterGroups.none(network), Weights.zeros(network),
                    Objective.of(network, config, targets), targets,
                    new TrainingStep.Learning(config.optimizer(), null, parts, null, null, OptimizerMemory.NONE),
                    new Engine(Setup.KERNELS, workers), 16)
                    .session().maxBatch();
        }
    }

    @Test
    void memoryIsThatOfAPart() {
        assertThat(most(1, PLAIN)).isEqualTo(16);
        assertThat(most(3, PLAIN)).isEqualTo(6);
        assertThat(most(4, PLAIN)).isEqualTo(4);
        assertThat(most(16, PLAIN)).isEqualTo(1);
    }

    @Test
    void theBitsDoNotDependOnThreadsAndGoOnFromACheckpoint(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint.safetensors");
        TrainConfig config = Setup.config(3).accumulate(3).average(Swa.of(0));
        Layer[] layers = {Conv2d.of(4, 3), BatchNorm.of(), new Flatten(), Dense.of(2)};
        try (Workers one = new Workers(1);
                Workers three = new Workers(3);
                Trainer whole = trainer(config, one, 100, layers);
                Trainer first = trainer(config, three, 100, layers);
                Trainer second = trainer(config, three, 100, layers)) {
            whole.train(() -> {
            });
            first.train(() -> {
                Checkpoint.write(first.state(), Map.of(), file);
                first.stop();
            });
            Checkpoint.restore(second.state(), file, origin -> {
            });
            second.train(() -> {
            });
            Map<String, float[]> expected = weights(whole);
            weights(second).forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
        }
    }

    /** Behind flatten, batch normalisation needs two examples: 100 in batches of 16 leave 4, which make two parts. */
    @Test
    void noPartIsSmallerThanALayerNeeds() {
        Layer[] layers = {Conv2d.of(4, 3), new Flatten(), BatchNorm.of(), Dense.of(2)};
        assertThat(most(16, layers)).isEqualTo(3);
        try (Workers workers = new Workers(1);
                Trainer trainer = trainer(config(1).accumulate(16), workers, 100, layers)) {
            trainer.train(() -> {
            });
            assertThat(trainer.state().steps()).isEqualTo(7);
        }
    }

    @Test
    void partsAreAtLeastOneImageEach() {
        assertThatThrownBy(() -> config(1).accumulate(17)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A batch of 16 images cannot go through the network in 17 parts. Use from 1 to 16 for "
                        + "train.accumulate, or a larger batch.");
        assertThatThrownBy(() -> config(1).accumulate(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A batch of 16 images cannot go through the network in 0 parts.");
    }
}
