package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.ComponentException;
import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import cnn.core.CpuTime;
import cnn.core.network.TestLayers.Linear;
import cnn.core.network.TestLayers.Square;
import cnn.core.network.TestLayers.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How blocks become layers. */
class BlockTests {
    private static final Shape THREE = Shape.vector(3);

    /** A block that does as it is told. */
    record Told(Function<Expansion, Signal> expand) implements Block {
        @Override
        public Signal expand(Expansion in) {
            return expand.apply(in);
        }

        @Override
        public String toString() {
            return "Told";
        }
    }

    /** A line of layers. */
    record Line(List<Entry> body) implements Block {
        static Line of(Part... parts) {
            return new Line(Entry.chain(parts));
        }

        @Override
        public Signal expand(Expansion in) {
            return in.add(body);
        }
    }

    private static List<String> names(Network network) {
        return network.nodes().stream().map(Node::name).toList();
    }

    private static List<String> inputs(Network network, String name) {
        return network.nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow().inputs()
                .stream().map(i -> i == Node.INPUT ? "input" : network.nodes().get(i).name()).toList();
    }

    @Test
    void namesOfItsLayersArePaths() {
        Network network = Network.of(THREE, new Linear(3),
                Line.of(new Linear(4), Line.of(new Square(), new Linear(2)), new Linear(5)), new Linear(1));
        assertThat(names(network)).containsExactly("linear-1", "line-1/linear-1", "line-1/line-1/square-1",
                "line-1/line-1/linear-1", "line-1/linear-2", "linear-2");
        assertThat(network.params()).extracting("name").contains("line-1/line-1/linear-1/weights");
        assertThat(network.blocks().keySet()).containsExactly("line-1", "line-1/line-1");
        assertThat(network.output()).isEqualTo(Shape.vector(1));
    }

    @Test
    void isTheNetworkOfItsLayers() {
        Network blocks = Network.of(THREE, Line.of(new Linear(4), new Square()), new Linear(2));
        Network layers = Network.of(THREE, new Linear(4), new Square(), new Linear(2));
        Weights one = Weights.init(blocks, 3);
        Weights other = Weights.init(layers, 3);
        for (int i = 0; i < layers.params().size(); i++) {
            assertThat(one.values(blocks.params().get(i))).isEqualTo(other.values(layers.params().get(i)));
        }
        assertThat(blocks.nodes()).extracting(Node::inputs).isEqualTo(layers.nodes().stream().map(Node::inputs)
                .toList());
    }

    @Test
    void givesOfWhatItTakesToAnyPart() {
        Network network = Network.of(THREE, new Linear(3), new Told(in -> {
            assertThat(in.input().name()).isEqualTo("linear-1");
            assertThat(in.input().shape()).isEqualTo(THREE);
            Signal left = in.add("left", new Linear(3));
            Signal right = in.add("right", new Linear(3), in.input());
            return in.add(new Sum(), left, right, in.input());
        }), new Square());
        assertThat(inputs(network, "told-1/sum-1")).containsExactly("told-1/left", "told-1/right", "linear-1");
        assertThat(inputs(network, "told-1/right")).containsExactly("linear-1");
        assertThat(inputs(network, "square-1")).containsExactly("told-1/sum-1");
    }

    @Test
    void takesSeveralInputs() {
        Network.Builder builder = Network.builder(THREE);
        builder.add(List.of(Entry.of("a", new Linear(3)), Entry.of("b", new Linear(3)),
                Entry.of("sum", Line.of(new Sum(), new Square())).from("a", "b")));
        Network network = builder.build();
        assertThat(inputs(network, "sum/sum-1")).containsExactly("a", "b");
        assertThat(inputs(network, "sum/square-1")).containsExactly("sum/sum-1");
    }

    @Test
    void oneOfSeveralInputsIsNamedByItsNumber() {
        Network.Builder builder = Network.builder(THREE);
        builder.add(List.of(Entry.of("a", new Linear(3)), Entry.of("b", new Linear(3)), Entry.of("each", new Line(List
                .of(Entry.of("x", new Linear(3)).from("input-2"), Entry.of("y", new Linear(3)).from("input-1"), Entry
                        .of(new Sum()).from("input", "x", "y"))))
                .from("a", "b")));
        Network network = builder.build();
        assertThat(inputs(network, "each/x")).containsExactly("b");
        assertThat(inputs(network, "each/y")).containsExactly("a");
        assertThat(inputs(network, "each/sum-1")).containsExactly("a", "b", "each/x", "each/y");
    }

    @Test
    void isNamedFromOutsideAsAWholeOrByAPathIntoIt() {
        Network.Builder builder = Network.builder(THREE);
        builder.add(List.of(Entry.of("block", Line.of(new Linear(3), new Square())), Entry.of(new Linear(3)),
                Entry.of(new Sum()).from("block", "block/linear-1", "linear-1", "input")));
        Network network = builder.build();
        assertThat(inputs(network, "sum-1")).containsExactly("block/square-1", "block/linear-1", "linear-1", "input");
    }

    @Test
    void withinABodyNamesAreItsOwn() {
        Network.Builder builder = Network.builder(THREE);
        Line line = new Line(List.of(Entry.of("a", new Linear(3)), Entry.of("b", new Linear(3)).from("input"),
                Entry.of(new Sum()).from("a", "b")));
        builder.add(List.of(Entry.of("a", new Linear(3)), Entry.of("one", line), Entry.of("two", line)));
        Network network = builder.build();
        assertThat(inputs(network, "one/b")).containsExactly("a");
        assertThat(inputs(network, "one/sum-1")).containsExactly("one/a", "one/b");
        assertThat(inputs(network, "two/b")).containsExactly("one/sum-1");
    }

    @Test
    void namesOutsideAreNotSeenWithin() {
        Network.Builder builder = Network.builder(THREE);
        builder.add("outer", new Linear(3));
        assertThatThrownBy(() -> builder.add("block", new Line(List.of(Entry.of(new Linear(3)), Entry.of("b",
                new Square()).from("outer"))))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layer 'block/b' takes its input from 'outer', but no layer before it has that name in its "
                        + "block. Layers before it: input, linear-1. What lies outside comes in through the block's "
                        + "own from.");
    }

    @Test
    void aLayerThatDoesNotFitIsNamedByItsPath() {
        assertThatThrownBy(() -> Network.of(Shape.image(40, 40, 1), Line.of(Line.of(new Linear(2)))))
                .isInstanceOf(ShapeException.class).hasMessage("""
                        Layer 'line-1/line-1/linear-1' Linear[units=2] cannot take (40, 40, 1):
                        it takes at most 1000 numbers. Use a smaller image.""");
    }

    @Test
    void rejectsWithNameConfigurationAndShapes() {
        assertThatThrownBy(() -> Network.of(THREE, new Told(in -> {
            throw in.reject("it wants four numbers", "Give it four");
        }))).isInstanceOf(ShapeException.class).hasMessage("""
                Block 'told-1' Told cannot take (3):
                it wants four numbers. Give it four.""");
        assertThatThrownBy(() -> Network.of(THREE, new Told(in -> in.add(new Linear(in.image().height())))))
                .hasMessageContaining("it takes an image (height, width, channels). Put it before the flatten layer.");
        Network.Builder builder = Network.builder(THREE);
        Node a = builder.add("a", new Linear(3));
        assertThatThrownBy(() -> builder.add(new Told(in -> in.add(new Linear(in.input().shape().size()))), a, a))
                .hasMessage(
                        """
                        Block 'told-1' Told cannot take (3) and (3):
                        it takes one input but was given 2. Name one input, or put an add or concat layer before it.""");
    }

    @Test
    void saysWhatABlockDidWrong() {
        List<Signal> kept = new ArrayList<>();
        List<Expansion> open = new ArrayList<>();
        Network.of(THREE, new Told(in -> {
            open.add(in);
            kept.add(in.add(new Linear(3)));
            return kept.getFirst();
        }));
        assertRefused(in -> null, "its expand method returned null. Return what the last add gave back.");
        assertRefused(Expansion::input, "its expand method returned the output of 'input', which is no part that it "
                + "added. Return what the last add gave back.");
        assertRefused(in -> in.add((Part) null), "it adds null. Give add a layer or a block.");
        assertRefused(in -> in.add(new Linear(3), kept.getFirst()), "it adds a part behind 'told-1/linear-1', which is "
                + "none of its inputs and no part that it added. Take its inputs, or what its own add gave back; what "
                + "lies outside comes in as an input.");
        assertRefused(in -> in.add(new Linear(3), new Signal[0]), "it adds a part behind nothing. Take its inputs, or "
                + "what its own add gave back; what lies outside comes in as an input.");
        assertRefused(in -> in.add(" ", new Linear(3)), "A layer cannot be named ''. Choose another name, or leave it "
                + "out to get one made from the layer's id.");
        assertRefused(in -> in.add(List.of()), "A list of layers is empty. Give it at least one.");
        assertRefused(in -> {
            throw new IllegalArgumentException("No.");
        }, "No.");
        assertThatThrownBy(() -> open.getFirst().add(new Linear(3))).hasMessageContaining(
                "it adds a part after its expand method has returned. Add all parts in expand.");
        assertThatThrownBy(() -> Network.of(THREE, new Told(in -> {
            throw new IllegalStateException("Oh.");
        }))).isInstanceOf(ComponentException.class).hasMessageStartingWith(
                "Block 'told-1' Told failed in expand: java.lang.IllegalStateException: Oh.. It comes from ");
        assertThatThrownBy(() -> Network.of(THREE, new Told(in -> {
            in.add("a", new Linear(3));
            return in.add("a", new Linear(3));
        }))).hasMessage("Layer name 'told-1/a' is already taken. Give layer Linear[units=3] another name.");
        assertThatThrownBy(() -> Network.builder(THREE).add("input", Line.of(new Linear(3)))).hasMessage(
                "Block name 'input' is already taken. Give block Line[body=[Linear[units=3]]] another name.");
        assertThatThrownBy(() -> Network.of(THREE, new Told(in -> {
            in.add("unused", new Linear(3));
            return in.add("used", new Linear(3), in.input());
        }))).hasMessageStartingWith("Layer 'told-1/unused' Linear[units=3] leads nowhere");
    }

    private static void assertRefused(Function<Expansion, Signal> expand, String why) {
        assertThatThrownBy(() -> Network.of(THREE, new Told(expand))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(":\n" + why).hasMessageStartingWith("Block 'told-1' Told cannot take (3)");
    }

    /** Blocks in blocks, each with ten of the next. */
    private static Block tenfold(int levels) {
        return new Told(in -> {
            Signal end = null;
            for (int i = 0; i < 10; i++) {
                end = in.add(levels == 1 ? new Square() : tenfold(levels - 1));
            }
            return end;
        });
    }

    private static Block endless() {
        return new Told(in -> in.add(endless()));
    }

    @Test
    void refusesWithoutDelayWhatWouldNeverEnd() {
        assertThat(CpuTime.of(() -> {
            assertThatThrownBy(() -> Network.of(THREE, tenfold(9))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Block 'told-1' brings the network to more than 10,000 layers, the most that blocks may be "
                                    + "written out as. Repeat less, or nest fewer repetitions.");
            assertThatThrownBy(() -> Network.of(THREE, endless())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Block 'told-1' has blocks nested more than 50 deep. Nest fewer, and check that no "
                            + "block adds itself.");
        })).as("seconds").isLessThan(20);
        assertThat(Network.of(THREE, tenfold(4)).nodes()).hasSize(10_000);
    }
}
