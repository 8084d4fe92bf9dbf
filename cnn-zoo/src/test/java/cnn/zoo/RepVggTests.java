package cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Param;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Fusion;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.zoo.RepVgg.Variant;
import cnn.zoo.block.RepVggBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RepVGG has the published parameters, and predicts as the plain network that its branches come to. */
class RepVggTests {
    private static final Shape LARGE = Shape.image(224, 224, 3);
    private static final Shape SMALL = Shape.image(32, 32, 3);
    private static final int BATCH = 2;

    /** The paper's tables 2 and 3, in millions and rounded down; of its code, while training; and in 10⁹ multiply-adds. */
    @ParameterizedTest
    @CsvSource({"A0,9108968,8309384,1361451008", "A1,14092264,12789864,2363967488", "A2,28210600,25499944,5116951552",
        "B0,15817960,14339048,3057600512"})
    void hasThePublishedParameters(Variant variant, long training, long merged, long multiplyAdds)
            throws IOException {
        Network network = Network.of(LARGE, RepVgg.of(variant));
        assertThat(network.parameters()).isEqualTo(training);
        assertThat(network.output()).isEqualTo(Shape.vector(1000));
        assertThat(parametersOnceMerged(network)).isEqualTo(merged);
        assertThat(Fusion.forPrediction(network).multiplyAdds()).isEqualTo(multiplyAdds);
        String page = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/zoo.md"));
        for (long count : new long[] {training, merged, Math.round(multiplyAdds / 1e6)}) {
            assertThat(page.contains(String.format(Locale.ROOT, "%,d", count))).as("docs/zoo.md says " + count)
                    .isTrue();
        }
    }

    /** Of each 3×3 convolution its weights and one bias a filter; of the scores weights and biases. */
    private static long parametersOnceMerged(Network network) {
        return network.nodes().stream().mapToLong(node -> switch (node.layer()) {
            case Conv2d conv when conv.kernel().height() == 3 -> 9L * network.inputShape(node, 0).channels()
                    * conv.filters() + conv.filters();
            case Dense _ -> node.parameters();
            default -> 0;
        }).sum();
    }

    @Test
    void predictsWithOneConvolutionABlock() {
        Network network = Network.of(SMALL, RepVgg.of().classes(10));
        List<Node> nodes = Fusion.forPrediction(network).nodes();
        assertThat(nodes).hasSize(22 + 2);
        assertThat(nodes.getFirst().name()).isEqualTo("rep-vgg-1/stem/conv3x3/conv + "
                + "rep-vgg-1/stem/conv3x3/norm + rep-vgg-1/stem/conv1x1/conv + rep-vgg-1/stem/conv1x1/norm + "
                + "rep-vgg-1/stem/add + rep-vgg-1/stem/relu");
        assertThat(nodes.get(2).name()).contains("stage1/block2/conv1x1/norm + ").contains("stage1/block2/norm + ");
        assertThat(Fusion.merged(network)).hasSize(22).containsEntry("rep-vgg-1/stage2/block2/add",
                "one 3x3 convolution, winograd");
    }

    @Test
    void predictsAsItsBranchesDo() {
        Network network = Network.of(SMALL, RepVggBlock.of(24).stride(2), RepVggBlock.of(24), RepVggBlock.of(24),
                RepVggBlock.of(24).groups(2), RepVggBlock.of(32).groups(4).stride(2));
        List<float[]> results = new ArrayList<>();
        for (boolean merged : new boolean[] {false, true}) {
            try (Workers workers = new Workers(merged ? 3 : 1)) {
                Engine engine = new Engine(new ScalarKernels(), workers);
                Session session = merged
                        ? Session.forPrediction(network, weights(network), engine, BATCH)
                        : Session.forInspection(network, weights(network), engine, BATCH);
                fill(session.input(), BATCH * SMALL.size(), 1);
                session.forward(BATCH, false, 0);
                results.add(Arrays.copyOf(session.output(), BATCH * network.output().size()));
            }
        }
        for (int i = 0; i < results.getFirst().length; i++) { // five layers, each of some 10⁻⁶
            assertThat(results.get(1)[i]).isCloseTo(results.get(0)[i],
                    within(1e-4f * Math.max(1, Math.abs(results.get(0)[i]))));
        }
    }

    /** What is merged is decided anew whenever somebody predicts. */
    @Test
    void theModelFileKeepsTheBranches(@TempDir Path folder) {
        Network network = Network.of(SMALL, RepVggBlock.of(6).stride(2), RepVggBlock.of(6), new GlobalAveragePool2d(),
                Dense.of(2));
        Model model = new Model(network, weights(network), Preprocessing.none(SMALL), List.of("a", "b"),
                SoftmaxCrossEntropy.of(), Provenance.unknown());
        model.save(folder.resolve("model.safetensors"));
        Model read = Model.load(folder.resolve("model.safetensors"), Registry.load());
        assertThat(read.network().params()).isEqualTo(network.params());
        assertThat(Fusion.merged(read.network())).hasSize(2);
        float[] pixels = new float[SMALL.size()];
        fill(pixels, pixels.length, 4);
        float[][] answers = new float[2][2];
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(new ScalarKernels(), workers);
            model.predictor(engine).predict(pixels, answers[0]);
            read.predictor(engine).predict(pixels, answers[1]);
        }
        assertThat(answers[1]).isEqualTo(answers[0]);
    }

    private static Weights weights(Network network) {
        Weights weights = Weights.init(network, 3);
        for (Param param : network.params()) { // off the special values 0 and 1, variances positive
            float[] values = weights.values(param);
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.1f * Rng.uniform(param.index(), i);
            }
        }
        return weights;
    }

    private static void fill(float[] numbers, int count, long key) {
        for (int i = 0; i < count; i++) {
            numbers[i] = 2 * Rng.uniform(key, i) - 1;
        }
    }

    @Test
    void rejectsWhatIsNoSuchNetwork() {
        assertThatThrownBy(() -> RepVgg.of().classes(0)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "RepVGG needs at least 1 class but was given 0. Give as many as the data has.");
        assertThatThrownBy(() -> RepVggBlock.of(6).groups(4)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "RepVggBlock groups is 4 but must divide the 6 filters. Give for example 1.");
        assertThatThrownBy(() -> RepVggBlock.of(0)).hasMessage(
                "RepVggBlock filters is 0 but must be 1 or more. Give for example 64.");
    }
}
