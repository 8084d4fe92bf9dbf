package cnn.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Param;
import cnn.api.layer.Signal;
import cnn.core.config.ConfigException;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import cnn.core.run.Cnn;
import cnn.core.run.TrainingRun;
import cnn.core.train.Bars;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model whose network was written with blocks answers to the bit as before once it was stored, whoever reads it. */
class BlockModelTests {
    private static final Shape IMAGE = Shape.image(8, 6, 4);
    private static final Registry PLAIN = Registry.load();

    @TempDir private Path folder;

    /** A plug-in's block. */
    @Id("unit")
    record Unit(int filters) implements Block {
        @Override
        public Signal expand(Expansion in) {
            in.add("conv", Conv2d.of(filters, 3).padding(Padding.SAME).bias(false));
            in.add("norm", BatchNorm.of());
            return in.add("relu", new Relu());
        }
    }

    /** What a later version of the plug-in makes of the same configuration. */
    @Id("unit")
    record LaterUnit(int filters) implements Block {
        @Override
        public Signal expand(Expansion in) {
            in.add("wide", Conv2d.of(4 * filters, 3).padding(Padding.SAME));
            return in.add("narrow", Conv2d.of(filters, 1));
        }
    }

    private record Upright() implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(new Bars(32, 1), null, null);
        }
    }

    private static Network network(String entries, Registry registry) {
        PipelineConfig config = PipelineConfig.read("x.yaml", """
                name: x
                data: {folder: {path: images}}
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 1}}}
                network:
                """ + entries.indent(2) + """
                  - flatten
                  - dense: {units: 3}
                """, registry);
        return config.networkFor(IMAGE).build();
    }

    /** A model with weights and states that are all different, positive where a variance must be. */
    private static Model model(Network network) {
        Weights weights = Weights.init(network, 5);
        for (Param param : network.params()) {
            float[] values = weights.values(param);
            for (int i = 0; i < values.length; i++) {
                float drawn = Rng.uniform(param.index(), i);
                values[i] = param.trained()
                        ? values[i] + 0.01f * (i % 7)
                        : param.name().endsWith("variance") ? 0.2f + drawn : 0.1f * drawn - 0.05f;
            }
        }
        return new Model(network, weights, Preprocessing.none(IMAGE), List.of("a", "b", "c"), SoftmaxCrossEntropy.of(),
                Provenance.unknown());
    }

    private static float[][] answers(Model model) {
        try (Workers workers = new Workers(2)) {
            Predictor predictor = model.predictor(new Engine(PLAIN.kernels(null), workers));
            return IntStream.range(0, 5).mapToObj(image -> {
                float[] pixels = new float[IMAGE.size()];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = Rng.uniform(image, i);
                }
                float[] answer = new float[3];
                predictor.predict(pixels, answer);
                return answer;
            }).toArray(float[][]::new);
        }
    }

    private void answersTheSame(Model model, Registry reader) {
        Path file = folder.resolve("model.safetensors");
        model.save(file);
        Model read = Model.load(file, reader);
        assertThat(NetworkConfig.of(read.network())).isEqualTo(NetworkConfig.of(model.network()));
        assertThat(read.network().blocks()).as("the file keeps the layers alone").isEmpty();
        float[][] expected = answers(model);
        assertThat(expected[0]).as("answers that differ").isNotEqualTo(expected[1]);
        assertThat(answers(read)).isDeepEqualTo(expected);
        Path again = folder.resolve("again.safetensors");
        read.save(again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "- sequential: {layers: [{conv2d: {filters: 5, kernel: 3}}, batch-norm, relu]}",
        "- residual: {body: [{conv2d: {filters: 4, kernel: 3, padding: same}}, batch-norm, relu]}\n- relu",
        "- residual: {body: [{conv2d: {filters: 6, kernel: 3, stride: 2, padding: 1}}], shortcut: [{conv2d: {filters: 6, "
                + "kernel: 1, stride: 2}}, batch-norm]}",
        "- parallel: {branches: [[], [{conv2d: {filters: 3, kernel: 1}}, relu], [{max-pool2d: {size: 3, stride: 1, "
                + "padding: same}}]]}",
        "- parallel: {merge: add, branches: [[{conv2d: {filters: 4, kernel: 1}}], [{conv2d: {filters: 4, kernel: 3, "
                + "padding: same}}]]}",
        "- parallel: {merge: multiply, branches: [[], [global-average-pool2d, {dense: {units: 4}}, sigmoid]]}",
        "- repeat: {times: 3, layers: [{residual: {body: [{conv2d: {filters: 4, kernel: 3, padding: same}}, batch-norm]}}, "
                + "relu]}",
        "- conv2d: {filters: 4, kernel: 1}\n  name: stem\n- sequential:\n    layers:\n      - add: {}\n"
                + "        from: [input-1, input-2]\n      - relu\n  from: [stem, input]\n"})
    void everyGenericBlock(String entries) {
        Network network = network(entries, PLAIN);
        assertThat(network.blocks()).isNotEmpty();
        answersTheSame(model(network), PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- unit: {filters: 5}",
        "- repeat: {times: 2, layers: [{unit: {filters: 3}}]}\n  name: stage",
        "- residual: {body: [{unit: {filters: 4}}]}"})
    void aBlockOfAPluginWithTheBlockAndWithout(String entries) {
        Registry withBlock = PLAIN.with(List.of(Unit.class));
        Model model = model(network(entries, withBlock));
        answersTheSame(model, withBlock);
        assertThat(PLAIN.has(Contract.BLOCK, "unit")).isFalse();
        answersTheSame(model, PLAIN);
        answersTheSame(model, PLAIN.with(List.of(LaterUnit.class)));
    }

    @Test
    void aTrainedModelOutlivesThePluginThatItsPipelineNames() {
        Path file = folder.resolve("trained.safetensors");
        String yaml = """
                name: bars
                seed: 3
                data: {folder: {path: none}}
                network:
                  - unit: {filters: 3}
                    name: stem
                  - global-average-pool2d
                  - dense: {units: 2}
                train: {epochs: 2, batch: 16, optimizer: {sgd: {learning-rate: 0.05}}}
                """;
        Bars bars = new Bars(32, 1);
        float[] expected = new float[2];
        try (Cnn cnn = Cnn.builder().component(Unit.class).data(new Upright()).build();
                TrainingRun run = cnn.prepare(PipelineConfig.read("x.yaml", yaml, cnn.registry()))) {
            Model model = run.train().model();
            model.save(file);
            model.predictor(cnn.engine()).predict(new float[bars.shape().size()], expected);
        }
        try (Cnn cnn = Cnn.create()) {
            Model model = cnn.loadModel(file);
            float[] answer = new float[2];
            model.predictor(cnn.engine()).predict(new float[bars.shape().size()], answer);
            assertThat(answer).isEqualTo(expected);
            assertThat(model.network().nodes()).extracting(Node::name).startsWith("stem/conv", "stem/norm",
                    "stem/relu");
            assertThat(model.provenance().pipeline()).contains("\"unit\"");
            assertThatThrownBy(() -> PipelineConfig.read("x.yaml", model.provenance().pipeline(), cnn.registry()))
                    .isInstanceOf(ConfigException.class).hasMessageContaining("unknown layer 'unit'");
        }
    }
}
