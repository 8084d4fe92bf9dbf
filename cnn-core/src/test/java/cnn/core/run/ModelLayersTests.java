package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.layer.Entry;
import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.pipeline.ModelLayers;
import cnn.core.pipeline.Normalize;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Registry;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.layers.block.Residual;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network whose first layers are those of a model. */
class ModelLayersTests {
    private static final Registry REGISTRY = Registry.load();

    @TempDir private Path folder;
    private Path big;
    private final List<String> notes = new ArrayList<>();

    private static PipelineConfig pipeline(int seed, Entry... network) {
        return PipelineConfig.of("bars", new BarsSource(seed), List.of(network),
                TrainConfig.of(2, 16, Sgd.of(0.05), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()))
                .seed(seed).preprocess(Preprocess.PLAIN.normalize(new Normalize.Given(List.of(0.25f), List.of(0.5f))));
    }

    private static PipelineConfig parent() {
        return pipeline(1, Entry.of(Conv2d.of(3, 3).padding(Padding.SAME)),
                Entry.of("stage", Residual.of(Conv2d.of(3, 3).padding(Padding.SAME).bias(false), BatchNorm.of())),
                Entry.of(new Relu()), Entry.of(new Flatten()), Entry.of(Dense.of(2)));
    }

    private Outcome train(PipelineConfig config, Path into, boolean resume) {
        notes.clear();
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(1).build();
                TrainingRun run = cnn.prepare(config, RunOptions.of().folder(folder).notes(notes::add))) {
            return run.train(into, resume);
        }
    }

    private void refuses(PipelineConfig config, String message) {
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(1).build()) {
            assertThatThrownBy(() -> cnn.prepare(config, RunOptions.of().folder(folder).notes(notes::add)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
        }
    }

    private static Map<String, float[]> values(Model model) {
        Map<String, float[]> values = new TreeMap<>();
        model.weights().tensors().forEach((name, tensor) -> values.put(name, tensor.data()));
        return values;
    }

    private static ModelLayers backbone() {
        return ModelLayers.of(Path.of("big"));
    }

    private static PipelineConfig child(ModelLayers backbone) {
        return pipeline(2, Entry.of("backbone", backbone), Entry.of(new Flatten()), Entry.of("head", Dense.of(2)));
    }

    @BeforeEach
    void trainTheModel() {
        big = folder.resolve("big");
        train(parent(), big, false);
    }

    private String file() {
        return big.resolve("model.safetensors").toString();
    }

    @Test
    void takesLayersWithTheirWeights() {
        PipelineConfig config = child(backbone().until("stage"));
        Outcome outcome = train(config.train(config.train().groups(ParameterGroup.of("backbone/**").frozen(true))),
                folder.resolve("small"), false);
        assertThat(notes).containsExactly("Taken from '" + file() + "': 7 parameters (backbone/conv2d-1/weights, "
                + "backbone/conv2d-1/bias, backbone/stage/conv2d-1/weights, backbone/stage/batch-norm-1/scale, "
                + "backbone/stage/batch-norm-1/shift, backbone/stage/batch-norm-1/mean, "
                + "backbone/stage/batch-norm-1/variance).");
        Map<String, float[]> then = values(Model.load(big.resolve("model.safetensors"), REGISTRY));
        Map<String, float[]> now = values(outcome.model());
        assertThat(now).hasSize(9);
        now.forEach((name, numbers) -> {
            if (name.startsWith("backbone/")) {
                assertThat(numbers).as(name).isEqualTo(then.get(name.substring("backbone/".length())));
            }
        });
        assertThat(outcome.model().provenance().start()).matches("[0-9a-f]{64}");
        assertThat(outcome.model().provenance().plugins()).noneMatch(plugin -> plugin.startsWith("cnn.core"));
        // what it was made from is said, what it is made of is written out
        assertThat(outcome.model().provenance().pipeline())
                .contains("{\"model\":{\"file\":\"big\",\"until\":\"stage\",");
        Model read = Model.load(folder.resolve("small/model.safetensors"), REGISTRY);
        assertThat(read.network().nodes()).extracting(Node::name).containsExactly("backbone/conv2d-1",
                "backbone/stage/conv2d-1", "backbone/stage/batch-norm-1", "backbone/stage/add", "flatten-1", "head");
        assertThat(values(read).keySet()).isEqualTo(now.keySet());
    }

    @Test
    void theModelIsNotNeededAnyMore() throws IOException {
        train(child(backbone().until("relu-1")), folder.resolve("small"), false);
        Files.delete(big.resolve("model.safetensors"));
        assertThat(Model.load(folder.resolve("small/model.safetensors"), REGISTRY).network().nodes()).hasSize(7);
    }

    @Test
    void readsTheSameFromAPipeline() {
        String yaml = """
                name: bars
                data: {folder: {path: x}}
                network:
                  - model: {file: big, until: relu-1}
                    name: backbone
                  - flatten
                  - dense: {units: 2}
                    name: head
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 1}}}
                """;
        PipelineConfig read = PipelineConfig.read("x.yaml", yaml, REGISTRY);
        assertThat(read.network()).isEqualTo(child(backbone().until("relu-1")).network());
        assertThat(PipelineConfig.read("y", read.toYaml(), REGISTRY)).isEqualTo(read);
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(1).build()) {
            RunOptions here = RunOptions.of().folder(folder);
            Network network = cnn.network(read, Shape.image(12, 12, 1), here);
            assertThat(network.nodes()).hasSize(7);
            assertThat(network.output()).isEqualTo(Shape.vector(2));
            assertThatThrownBy(() -> cnn.network(PipelineConfig.read("x.yaml", yaml, REGISTRY,
                    "network[1]={conv2d: {filters: 2, kernel: 20}}"), Shape.image(12, 12, 1), here))
                    .hasMessageStartingWith("--set network[1]={conv2d: {filters: 2, kernel: 20}}: network[1]: Layer "
                            + "'conv2d-1'");
        }
        assertThatThrownBy(() -> read.networkFor(Shape.image(8, 8, 1)).build())
                .hasMessageStartingWith("x.yaml:4: network[0]: Block 'backbone' ModelLayers[file=big, until=relu-1, "
                        + "weights=true] cannot take (8, 8, 1):\n")
                .hasMessageEndingWith("its layers are in a file, which is read where a run is prepared, and only for a "
                        + "block that stands in the network itself. Let a Cnn build the network, with network() or "
                        + "prepare(), and put the block beside others, not into one.");
    }

    @Test
    void layersAloneAreDrawnAnew() {
        PipelineConfig config = pipeline(1, Entry.of(backbone().weights(false)));
        Outcome outcome = train(config, folder.resolve("small"), false);
        assertThat(notes).containsExactly("The layers of 'model-1' are those of '" + file()
                + "', their weights drawn anew.");
        Map<String, float[]> then = values(Model.load(big.resolve("model.safetensors"), REGISTRY));
        // the same network, seed, images and training: the same numbers under other names
        values(outcome.model()).forEach((name, numbers) -> assertThat(numbers).as(name)
                .isEqualTo(then.get(name.substring("model-1/".length()))));
    }

    @Test
    void refusesWhatIsNotThere() {
        refuses(child(ModelLayers.of(Path.of("none"))), "The network's block 'model' names '" + folder.resolve("none")
                + "', which does not exist. Give a model file, or the folder of a run that has one.");
        refuses(child(backbone().until("flaten-1")), "'" + file() + "' has no layer 'flaten-1', which until names. Did "
                + "you mean 'flatten-1'? Its layers: conv2d-1, stage/conv2d-1, stage/batch-norm-1, stage/add, relu-1, "
                + "flatten-1, dense-1.");
        assertThatThrownBy(() -> backbone().until(" ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'until' of a model's layers is blank. Name the last layer that is to be taken, or leave until "
                                + "out to take all.");
    }

    @Test
    void imagesOfAnotherSizeMustFitTheWeights() {
        PipelineConfig large = child(backbone().until("relu-1")).preprocess(Preprocess.PLAIN.size(12, 12)
                .normalize(new Normalize.Given(List.of(0.25f), List.of(0.5f))));
        assertThat(train(large, folder.resolve("large"), false).model().network().input())
                .isEqualTo(Shape.image(12, 12, 1));
        refuses(pipeline(2, Entry.of("backbone", backbone()), Entry.of("head", Dense.of(2)))
                .preprocess(Preprocess.PLAIN.size(12, 12)),
                "'" + file()
                        + "' does not fit: backbone/dense-1/weights is (192, 2) there and (432, 2) here. Its images "
                        + "are (8, 8, 1) and these (12, 12, 1): set preprocess.size and preprocess.channels to the "
                        + "former, or let until name a layer before.");
    }

    @Test
    void saysWhereImagesArePreparedInAnotherWay() {
        train(child(backbone().until("relu-1")).preprocess(Preprocess.PLAIN), folder.resolve("small"), false);
        assertThat(notes).hasSize(2).last().asString()
                .startsWith("The model's images were normalized by mean [0.25] and "
                        + "std [0.5], this run's are by mean [0.");
    }

    @Test
    void aResumedRunMustHaveTheSameModel() throws IOException {
        PipelineConfig config = child(backbone().until("relu-1"));
        Path whole = folder.resolve("whole");
        train(config, whole, false);
        Path parts = folder.resolve("parts");
        train(config.train(config.train().epochs(1)), parts, false);
        train(config, parts, true);
        assertThat(notes).isEmpty();
        assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                .isEqualTo(-1);
        train(parent().seed(9), big, false);
        assertThatThrownBy(() -> train(config, parts, true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + parts.resolve("checkpoint.safetensors") + "' belongs to another run: the "
                        + "model that it started from differs. ");
    }
}
