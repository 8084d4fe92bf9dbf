package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.core.interop.StateDict;
import cnn.core.interop.WeightNames;
import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.Normalize;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.pipeline.WarmStart;
import cnn.core.registry.Registry;
import cnn.core.train.Bars;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that starts from another framework's weights. */
class StartFromStateDictTests {
    private static final Registry REGISTRY = Registry.load();

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    private record Images() implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(new Bars(32, 1), null, null);
        }
    }

    private static PipelineConfig pipeline(@Nullable WarmStart start) {
        TrainConfig train = TrainConfig.of(1, 16, Sgd.of(0.05), new ConstantRate(), SoftmaxCrossEntropy.of(),
                new Accuracy());
        TrainConfig started = start == null ? train : train.start(start);
        return PipelineConfig.of("bars", new Images(), List.of(Entry.of("stem/conv", Conv2d.of(3, 3)),
                Entry.of("stem/bn", BatchNorm.of()), Entry.of("flat", new Flatten()), Entry.of("head", Dense.of(2))),
                started.groups(ParameterGroup.of("stem/**").frozen(true)))
                .preprocess(Preprocess.PLAIN.normalize(new Normalize.Given(List.of(0.25f), List.of(0.5f))));
    }

    private Outcome train(PipelineConfig config) {
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(1).build();
                TrainingRun run = cnn.prepare(config, RunOptions.of().notes(notes::add))) {
            return run.train(folder.resolve("run"), false);
        }
    }

    /** The weights of such a network of other layers behind, as PyTorch has them. */
    private Path stateDict(Weights[] written) {
        Network.Builder builder = Network.builder(new Bars(1, 1).shape());
        builder.add("features/0", Conv2d.of(3, 3));
        builder.add("features/1", BatchNorm.of());
        builder.add(new Flatten());
        builder.add("fc", Dense.of(7));
        Network theirs = builder.build();
        written[0] = Weights.init(theirs, 9);
        Path file = folder.resolve("theirs.safetensors");
        StateDict.write(file, theirs, written[0], WeightNames.pytorch());
        return file;
    }

    @Test
    void takesLayersByRulesAndDrawsTheHead() {
        Weights[] theirs = new Weights[1];
        Path file = stateDict(theirs);
        Outcome outcome = train(pipeline(WarmStart.of(file).layers("stem/**")
                .names(Map.of("features.0", "stem/conv", "features.1", "stem/bn"))));
        assertThat(notes).containsExactly("Taken from '" + file + "', PyTorch's, names as here: 6 parameters "
                + "(stem/conv/weights, stem/conv/bias, stem/bn/scale, stem/bn/shift, stem/bn/mean, stem/bn/variance).",
                "Left in the file, since the network lacks them: 2 tensors (fc.bias, fc.weight).",
                "Drawn anew, since train.start.layers leaves them out: 2 parameters (head/weights, head/bias).",
                "The file does not say how its images were normalized; this run's are by mean [0.25] and std [0.5]. Set "
                        + "preprocess.normalize to what its layers know.");
        assertThat(outcome.model().weights().tensors().get("stem/conv/weights").data())
                .isEqualTo(theirs[0].tensors().get("features/0/weights").data());
        assertThat(outcome.model().provenance().start()).matches("[0-9a-f]{64}");
    }

    @Test
    void refusesRulesForAModelOfOurs() {
        Path model = folder.resolve("run/model.safetensors");
        train(pipeline(null));
        assertThat(Model.isModel(model)).isTrue();
        assertThatThrownBy(() -> train(pipeline(WarmStart.of(folder.resolve("run")).names(Map.of("a", "b")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("train.start.names says what another framework calls layers, but '" + model
                        + "' is a model of this "
                        + "one, whose layers have names of its own. Leave names out.");
    }

    @Test
    void weightsAloneAreNoModel() {
        Path file = stateDict(new Weights[1]);
        assertThat(Model.isModel(file)).isFalse();
        assertThatThrownBy(() -> Model.load(file, REGISTRY)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + file
                        + "' is a safetensors file but no model of this framework: its metadata has no format "
                        + "cnn-model. Give the model.safetensors that training wrote. Weights of PyTorch or Keras become a model by "
                        + "./cnn import.");
    }
}
