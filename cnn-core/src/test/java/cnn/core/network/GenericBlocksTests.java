package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Entry;
import cnn.api.layer.Part;
import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.registry.Registry;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Sigmoid;
import cnn.layers.block.Merge;
import cnn.layers.block.Parallel;
import cnn.layers.block.Repeat;
import cnn.layers.block.Residual;
import cnn.layers.block.Sequential;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code sequential}, {@code residual}, {@code parallel} and {@code repeat}: what they become, and what they refuse. */
class GenericBlocksTests {
    private static final Shape IMAGE = Shape.image(8, 6, 4);
    private static final RecordCodec CODEC = new RecordCodec(Registry.load());

    private static Conv2d same(int filters) {
        return Conv2d.of(filters, 3).padding(Padding.SAME);
    }

    /** {@code name <- inputs} for each layer. */
    private static List<String> wiring(Network network) {
        return network.nodes().stream().map(node -> node.name() + " <- " + String.join(", ", node.inputs().stream()
                .map(i -> i == Node.INPUT ? "input" : network.nodes().get(i).name()).toList())).toList();
    }

    @Test
    void residualAddsItsInput() {
        assertThat(wiring(Network.of(IMAGE, Residual.of(same(8), new Relu(), same(4))))).containsExactly(
                "residual-1/conv2d-1 <- input", "residual-1/relu-1 <- residual-1/conv2d-1",
                "residual-1/conv2d-2 <- residual-1/relu-1", "residual-1/add <- residual-1/conv2d-2, input");
    }

    @Test
    void residualAddsItsShortcut() {
        Network network = Network.of(IMAGE, Residual.of(same(8).stride(2)).shortcut(Conv2d.of(8, 1).stride(2)));
        assertThat(wiring(network)).containsExactly("residual-1/shortcut/conv2d-1 <- input",
                "residual-1/conv2d-1 <- input", "residual-1/add <- residual-1/conv2d-1, residual-1/shortcut/conv2d-1");
        assertThat(network.output()).isEqualTo(Shape.image(4, 3, 8));
    }

    @Test
    void residualNamesTheShortcutThatWouldMendIt() {
        assertThatThrownBy(() -> Network.of(IMAGE, Residual.of(same(8).stride(2)))).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Block 'residual-1' Residual[body=[Conv2d[filters=8, ")
                .hasMessageEndingWith(
                        " cannot take (8, 6, 4):\nits body gives (4, 3, 8) and its input is (8, 6, 4), and "
                                + "only one shape can be added. Give it the shortcut [{conv2d: {filters: 8, kernel: 1, stride: "
                                + "2}}], or a body that gives (8, 6, 4).");
        assertThatThrownBy(() -> Network.of(IMAGE, Residual.of(same(8)))).hasMessageContaining(
                "Give it the shortcut [{conv2d: {filters: 8, kernel: 1}}], or a body that gives (8, 6, 4).");
        assertThatThrownBy(() -> Network.of(IMAGE, Residual.of(Conv2d.of(4, 3)))).hasMessageContaining(
                "Let the body keep height and width, for example with padding: same, or change them in a shortcut too.");
        assertThatThrownBy(() -> Network.of(Shape.vector(5), Residual.of(Dense.of(7)))).hasMessageContaining(
                "its body gives (7) and its input is (5), and only one shape can be added. Give it the shortcut [{dense: "
                        + "{units: 7}}], or a body that ends with 5.");
        assertThatThrownBy(() -> Network.of(IMAGE, Residual.of(same(8)).shortcut(Conv2d.of(6, 1))))
                .hasMessageContaining(
                        "its body gives (8, 6, 8) and its shortcut gives (8, 6, 6), and only one shape can "
                                + "be added. Give it the shortcut [{conv2d: {filters: 8, kernel: 1}}]");
    }

    @Test
    void parallelMergesItsBranches() {
        Parallel inception = Parallel.of(Merge.CONCAT, Conv2d.of(2, 1), MaxPool2d.of(3).stride(1).padding(
                Padding.SAME)).branch(Conv2d.of(3, 1), same(5));
        Network network = Network.of(IMAGE, inception);
        assertThat(wiring(network)).containsExactly("parallel-1/branch-1/conv2d-1 <- input",
                "parallel-1/branch-2/max-pool2d-1 <- input", "parallel-1/branch-3/conv2d-1 <- input",
                "parallel-1/branch-3/conv2d-2 <- parallel-1/branch-3/conv2d-1",
                "parallel-1/concat <- parallel-1/branch-1/conv2d-1, parallel-1/branch-2/max-pool2d-1, "
                        + "parallel-1/branch-3/conv2d-2");
        assertThat(network.output()).isEqualTo(Shape.image(8, 6, 2 + 4 + 5));
    }

    @Test
    void parallelWeighsChannelsAsSqueezeAndExcitationDoes() {
        Network network = Network.of(IMAGE, new Parallel(List.of(List.of(), Entry.chain(new GlobalAveragePool2d(), Dense
                .of(2), new Relu(), Dense.of(4), new Sigmoid())), Merge.MULTIPLY));
        assertThat(wiring(network)).last().isEqualTo("parallel-1/multiply <- input, parallel-1/branch-2/sigmoid-1");
        assertThat(network.output()).isEqualTo(IMAGE);
    }

    @Test
    void repeatNumbersItsCopies() {
        Network network = Network.of(IMAGE, Repeat.of(2, Residual.of(same(4)), new Relu()));
        assertThat(network.nodes()).extracting(Node::name).containsExactly("repeat-1/1/residual-1/conv2d-1",
                "repeat-1/1/residual-1/add", "repeat-1/1/relu-1", "repeat-1/2/residual-1/conv2d-1",
                "repeat-1/2/residual-1/add", "repeat-1/2/relu-1");
        assertThat(network.nodes().get(3).inputs()).containsExactly(2);
        assertThat(network.parameters()).isEqualTo(2 * (9 * 4 * 4 + 4));
    }

    @Test
    void blocksFuseAsTheirLayersDo() {
        Network network = Fusion.forTraining(Network.of(IMAGE, Residual.of(same(8), new Relu(), same(4)), new Relu()));
        assertThat(network.nodes()).extracting(Node::name).containsExactly(
                "residual-1/conv2d-1 + residual-1/relu-1", "residual-1/conv2d-2 + residual-1/add + relu-1");
    }

    @Test
    void readsTheSameFromYaml() {
        String yaml = """
                repeat:
                  times: 3
                  layers:
                    - residual:
                        body:
                          - conv2d: {filters: 4, kernel: 3, padding: same}
                            name: conv
                          - relu
                        shortcut:
                          - conv2d: {filters: 4, kernel: 1}
                """;
        assertThat(CODEC.decode(Part.class, ConfigNode.yaml("x", yaml))).isEqualTo(new Repeat(3, Entry.chain(
                new Residual(List.of(Entry.of("conv", same(4)), Entry.of(new Relu())), Entry.chain(Conv2d.of(4, 1))))));
        assertThat(CODEC.decode(Entry.class, ConfigNode.yaml("x", "{add: , name: sum, from: a}")).from())
                .containsExactly("a");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTheLineOfAMistakeInABody(String yaml, String message) {
        assertThatThrownBy(() -> CODEC.decode(Part.class, ConfigNode.yaml("x.yaml", yaml)))
                .isInstanceOf(ConfigException.class).hasMessageStartingWith("x.yaml:" + message);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("residual:\n  body:\n    - relu\n    - conv2d: {filter: 3, kernel: 3}",
                        "4: residual.body[1].conv2d.filter: unknown key 'filter'. Did you mean 'filters'?"),
                Arguments.of("residual:\n  body:\n    - reloo",
                        "3: residual.body[0].reloo: unknown layer 'reloo'. Did you "
                                + "mean 'relu'? If a plug-in brings 'reloo', add its jar"),
                Arguments.of("residual:\n  body: []",
                        "1: residual: A residual block needs at least one layer in its body "
                                + "but was given none. Give it one, or leave the block out."),
                Arguments.of("residual: [relu]",
                        "1: residual: expected a map with the keys body, shortcut but was given a "
                                + "list. Write the list under the key 'body'."),
                Arguments.of("residual: {bodi: [relu]}", "1: residual.bodi: unknown key 'bodi'. Did you mean 'body'?"),
                Arguments.of("sequential: {layers: []}",
                        "1: sequential: A sequential block needs at least one layer but "
                                + "was given none. Give it one, or leave it out."),
                Arguments.of("repeat: {times: 0, layers: [relu]}", "1: repeat: A repeat block repeats 0 times but must "
                        + "repeat from 1 to 10,000 times. Give for example 3."),
                Arguments.of("repeat: {times: 2, layers: []}",
                        "1: repeat: A repeat block needs at least one layer but was "
                                + "given none. Give it one, or leave it out."),
                Arguments.of("parallel: {branches: [[relu]]}",
                        "1: parallel: A parallel block needs at least 2 branches "
                                + "but was given 1. Add one, or put the layers into the network as they are."),
                Arguments.of("parallel: {branches: [[], []]}", "1: parallel: A parallel block has several branches "
                        + "without layers, and one gives the input as it is. Keep one of them at most."),
                Arguments.of("parallel: {branches: {a: relu}}",
                        "1: parallel.branches: expected a list of lists of layers "
                                + "but was given a map of keys."),
                Arguments.of("parallel: {branches: [[], relu], merge: sum}", "1: parallel.merge: expected one of add, "
                        + "concat, multiply, maximum but was given \"sum\"."),
                Arguments.of("sequential: {layers: [{relu: , name: input}]}",
                        "1: sequential.layers[0]: A layer cannot be "
                                + "named 'input'."));
    }

    @Test
    void nestedRepetitionIsRefusedAtOnce() {
        Part hostile = new Relu();
        for (int i = 0; i < 40; i++) {
            hostile = Repeat.of(10_000, hostile);
        }
        Part nested = hostile;
        assertThatThrownBy(() -> Network.of(IMAGE, nested))
                .hasMessage("Block 'repeat-1' has blocks nested more than 50 deep. Nest fewer, and check that "
                        + "no block adds itself.");
        assertThatThrownBy(() -> Network.of(IMAGE, Repeat.of(10_000, Repeat.of(10_000, new Relu()))))
                .hasMessageStartingWith(
                        "Block 'repeat-1' brings the network to more than 10,000 layers, the most that blocks may be written out "
                                + "as.");
        assertThat(Network.of(IMAGE, Sequential.of(Repeat.of(4_000, new Relu()))).nodes()).hasSize(4_000);
    }
}
