package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.core.model.Model;
import cnn.core.pipeline.Normalize;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.pipeline.WarmStart;
import cnn.core.registry.Registry;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
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

/** A run that starts from a model's weights. */
class WarmStartTests {
    private static final Registry REGISTRY = Registry.load();

    @TempDir private Path folder;
    private Path big;
    private final List<String> notes = new ArrayList<>();

    private static Entry named(String name, Layer layer) {
        return Entry.of(layer).name(name);
    }

    private static PipelineConfig pipeline(int seed, Layer head) {
        return PipelineConfig.of("bars", new BarsSource(seed),
                List.of(named("stem/conv", Conv2d.of(3, 3)), named("stem/bn", BatchNorm.of()),
                        named("flat", new Flatten()), named("head", head)),
                TrainConfig.of(2, 16, Sgd.of(0.05), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()))
                .seed(seed).preprocess(Preprocess.PLAIN.normalize(new Normalize.Given(List.of(0.25f), List.of(0.5f))));
    }

    private static PipelineConfig from(Path model, int seed, String... layers) {
        PipelineConfig plain = pipeline(seed, Dense.of(2));
        WarmStart start = WarmStart.of(model);
        return plain.train(plain.train().start(layers.length == 0 ? start : start.layers(layers)));
    }

    private Outcome train(PipelineConfig config, Path into, boolean resume) {
        notes.clear();
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(1).build();
                TrainingRun run = cnn.prepare(config, RunOptions.of().notes(notes::add))) {
            return run.train(into, resume);
        }
    }

    private void refuses(PipelineConfig config, String message) {
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(1).build()) {
            assertThatThrownBy(() -> cnn.prepare(config, RunOptions.of().notes(notes::add)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
        }
    }

    private static Map<String, float[]> values(Model model) {
        Map<String, float[]> values = new TreeMap<>();
        model.weights().tensors().forEach((name, tensor) -> values.put(name, tensor.data()));
        return values;
    }

    @BeforeEach
    void trainTheModel() {
        big = folder.resolve("big");
        train(pipeline(1, Dense.of(2)), big, false);
    }

    private String model() {
        return big.resolve("model.safetensors").toString();
    }

    @Test
    void takesWhatHasTheSameNamesAndFreezesIt() {
        PipelineConfig config = from(big, 2, "stem/**");
        Outcome outcome = train(config.train(config.train().groups(ParameterGroup.of("stem/**").frozen(true))),
                folder.resolve("small"), false);
        assertThat(notes).containsExactly(
                "Taken from '" + model() + "': 6 parameters (stem/conv/weights, stem/conv/bias, stem/bn/scale, "
                        + "stem/bn/shift, stem/bn/mean, stem/bn/variance).",
                "Drawn anew, since train.start.layers leaves them out: 2 parameters (head/weights, head/bias).");
        Map<String, float[]> then = values(Model.load(big.resolve("model.safetensors"), REGISTRY));
        Map<String, float[]> now = values(outcome.model());
        assertThat(now.keySet()).isEqualTo(then.keySet());
        now.forEach((name, numbers) -> {
            if (name.startsWith("stem/")) {
                assertThat(numbers).as(name).isEqualTo(then.get(name));
            } else {
                assertThat(numbers).as(name).isNotEqualTo(then.get(name));
            }
        });
        assertThat(outcome.model().provenance().start()).matches("[0-9a-f]{64}");
        assertThat(Model.load(big.resolve("model.safetensors"), REGISTRY).provenance().start()).isNull();
    }

    @Test
    void aPathWithAnExclamationMarkLeavesOut() {
        train(from(big.resolve("model.safetensors"), 2, "**", "!head/**", "head/bias"), folder.resolve("small"), false);
        assertThat(notes).contains("Drawn anew, since train.start.layers leaves them out: 1 parameter (head/weights).");
    }

    @Test
    void whatEitherLacksIsSaid() {
        PipelineConfig other = PipelineConfig.of("bars", new BarsSource(1),
                List.of(named("stem/conv", Conv2d.of(3, 3)), named("flat", new Flatten()), named("top", Dense.of(2))),
                pipeline(1, Dense.of(2)).train().start(WarmStart.of(big))).seed(4);
        train(other, folder.resolve("small"), false);
        assertThat(notes).hasSize(4).startsWith(
                "Taken from '" + model() + "': 2 parameters (stem/conv/weights, stem/conv/bias).",
                "Drawn anew, since the model lacks them: 2 parameters (top/weights, top/bias).",
                "Not taken from the model, since the network lacks them: 6 parameters (stem/bn/scale, stem/bn/shift, "
                        + "stem/bn/mean, stem/bn/variance, head/weights, head/bias).");
        assertThat(notes.getLast())
                .matches("The model's images were normalized by mean \\[0.25\\] and std \\[0.5\\], this "
                        + "run's are by mean \\[0\\.\\d+\\] and std \\[0\\.\\d+\\]\\. Set preprocess\\.normalize to \\{mean: "
                        + "\\[0.25\\], std: \\[0.5\\]\\} to give its layers what they know\\.");
    }

    @Test
    void refusesOtherShapesUnlessLeftOut() {
        PipelineConfig wide = pipeline(2, Dense.of(2));
        PipelineConfig other = PipelineConfig.of("bars", wide.data(),
                List.of(named("stem/conv", Conv2d.of(5, 3)), named("flat", new Flatten()), named("head", Dense.of(2))),
                wide.train().start(WarmStart.of(big)));
        refuses(other, "'" + model() + "' does not fit: stem/conv/weights is (3, 3, 1, 3) there and (3, 3, 1, 5) here; "
                + "stem/conv/bias is (3) there and (5) here; head/weights is (108, 2) there and (180, 2) here. Leave out in "
                + "train.start.layers what is to be learnt anew: \"!stem/conv/**\" behind the others.");
        train(other.train(other.train().start(WarmStart.of(big).layers("head/bias"))), folder.resolve("small"), false);
        assertThat(notes.getFirst()).isEqualTo("Taken from '" + model() + "': 1 parameter (head/bias).");
    }

    @Test
    void refusesWhatTakesNothing() {
        refuses(from(big, 2, "sten/**"),
                "'sten/**' of train.start.layers matches no parameter of the network. Did you mean "
                        + "'stem/**'? Parameters: stem/conv/weights, stem/conv/bias, stem/bn/scale, stem/bn/shift, stem/bn/mean, "
                        + "stem/bn/variance, head/weights, head/bias.");
        refuses(from(folder.resolve("none"), 2), "train.start.model names '" + folder.resolve("none")
                + "', which does not exist. Give a model file, or the folder of a run that has one.");
        PipelineConfig other = PipelineConfig.of("bars", new BarsSource(1),
                List.of(named("flat", new Flatten()), named("top", Dense.of(2))),
                pipeline(1, Dense.of(2)).train().start(WarmStart.of(big)));
        refuses(other, "Nothing can be taken from '" + model() + "': it has none of top/weights, top/bias, but "
                + "stem/conv/weights, stem/conv/bias, stem/bn/scale, stem/bn/shift, stem/bn/mean, stem/bn/variance, "
                + "head/weights, head/bias. Give layers the names that they have there, or another model.");
        assertThatThrownBy(() -> new WarmStart(Path.of("m"), List.of(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'start' is given no layers to take from 'm'. Name some, for example \"backbone/**\", or leave "
                                + "layers out to take all.");
        assertThatThrownBy(() -> WarmStart.of(Path.of("m")).layers("!")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'layers' was given '', which names no parameters.");
    }

    @Test
    void aResumedRunMustStartFromTheSameModel() throws IOException {
        Path whole = folder.resolve("whole");
        train(from(big, 2), whole, false);
        Path parts = folder.resolve("parts");
        PipelineConfig config = from(big, 2);
        train(config.train(config.train().epochs(1)), parts, false);
        train(config, parts, true);
        assertThat(notes).as("it goes on from the checkpoint").noneMatch(note -> note.startsWith("Taken from"));
        assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                .isEqualTo(-1);
        train(pipeline(9, Dense.of(2)), big, false);
        assertThatThrownBy(() -> train(config, parts, true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "'" + parts.resolve("checkpoint.safetensors") + "' belongs to another run: the model "
                                + "that it started from differs. ");
    }
}
