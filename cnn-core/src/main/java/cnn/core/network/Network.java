package cnn.core.network;

import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.api.layer.Part;
import cnn.core.config.Location;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Layers bound to each other: a directed graph without cycles, immutable, from one input to one output. Most networks
 * are chains:
 *
 * {@snippet :
 * Network network = Network.of(Shape.image(28, 28, 1),
 *         Conv2d.of(8, 3), new Relu(), MaxPool2d.of(2), new Flatten(), Dense.of(10));
 * }
 *
 * Branching ones are built node by node:
 *
 * {@snippet :
 * var net = Network.builder(Shape.image(32, 32, 16));
 * var stem = net.add(Conv2d.of(16, 3).padding(SAME));
 * var branch = net.add(Conv2d.of(16, 3).padding(SAME), stem);
 * net.add(new Add(), stem, branch);
 * Network network = net.build();
 * }
 *
 * A layer is bound when it is added, so that a mistake's stack trace points at the line that made it. A {@link Block} is
 * written out when it is added: the network has its layers, whose names are paths below the block's.
 */
public final class Network {
    private final Shape input;
    private final List<Node> nodes;
    private final List<Param> params;
    private final List<Slot> slots;
    private final BitSet frozen;
    private final Map<String, Block> blocks;
    private final List<@Nullable Location> places;

    Network(Shape input, List<Node> nodes, List<Param> params, List<Slot> slots, BitSet frozen,
            Map<String, Block> blocks, List<@Nullable Location> places) {
        this.input = input;
        this.nodes = List.copyOf(nodes);
        this.params = List.copyOf(params);
        this.slots = List.copyOf(slots);
        this.frozen = frozen;
        this.blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
        this.places = Collections.unmodifiableList(new ArrayList<>(places));
    }

    /** A chain of layers and blocks. */
    public static Network of(Shape input, Part... parts) {
        return of(input, List.of(parts));
    }

    /** A chain of layers and blocks. */
    public static Network of(Shape input, List<? extends Part> parts) {
        Builder builder = builder(input);
        parts.forEach(builder::add);
        return builder.build();
    }

    /** Starts a network whose examples have this shape. */
    public static Builder builder(Shape input) {
        return new Builder(input);
    }

    /** This network with one more layer behind its output. */
    public Network with(Layer layer) {
        Builder builder = builder(input);
        for (Node node : nodes) {
            builder.add(node.name(), node.layer(), node.inputs());
        }
        builder.add(layer);
        return builder.build();
    }

    /** This network with other layers in the places of its own; names and ways between them stay. */
    public Network replaced(Function<Node, Layer> layers) {
        Builder builder = builder(input);
        for (Node node : nodes) {
            builder.addNamed(node.name(), layers.apply(node), names(node));
        }
        Network built = builder.build();
        return new Network(input, built.nodes, built.params, built.slots, built.frozen, blocks, places);
    }

    /**
     * This network with these parameters and states frozen, and no others: training leaves them as they are. A layer
     * whose states are all frozen works as in prediction.
     */
    public Network freeze(Predicate<Param> which) {
        BitSet chosen = new BitSet();
        params.stream().filter(which).forEach(param -> chosen.set(param.index()));
        return new Network(input, nodes, params, slots, chosen, blocks, places);
    }

    /** Whether training leaves a parameter or state as it is. */
    public boolean isFrozen(Param param) {
        return frozen.get(param.index());
    }

    /** Whether an optimizer changes a parameter: it is one that is trained, and not frozen. */
    public boolean trains(Param param) {
        return param.trained() && !isFrozen(param);
    }

    BitSet frozen() {
        return frozen;
    }

    /**
     * This network with a layer behind each of its outputs.
     *
     * @param layers by the names of the outputs, in their order; null for none behind that output
     */
    public Network with(Map<String, @Nullable Layer> layers) {
        Builder builder = builder(input);
        List<String> ends = new ArrayList<>();
        for (Node node : nodes.subList(0, nodes.size() - 1)) {
            builder.addNamed(node.name(), node.layer(), names(node));
        }
        Iterator<String> outputs = names(nodes.getLast()).iterator();
        layers.forEach((name, layer) -> {
            String output = outputs.next();
            ends.add(layer == null
                    ? output
                    : builder.addNamed(JoinedOutputs.NAME + "/" + name, layer, List.of(output)).name());
        });
        builder.addNamed(JoinedOutputs.NAME, new JoinedOutputs(), ends);
        return builder.build();
    }

    private List<String> names(Node node) {
        return node.inputs().stream().map(i -> i == Node.INPUT ? "input" : nodes.get(i).name()).toList();
    }

    /** The layers that give the outputs: the last one, or those that it joins. */
    public List<Node> outputs() {
        Node last = nodes.getLast();
        return last.layer() instanceof JoinedOutputs ? last.inputs().stream().map(nodes::get).toList() : List.of(last);
    }

    /** Shape of one example. */
    public Shape input() {
        return input;
    }

    /** Shape of one example's output; of several outputs, that of all their numbers one after the other. */
    public Shape output() {
        return nodes.getLast().output();
    }

    /** All layers in the order of computation; the last one gives the output. */
    public List<Node> nodes() {
        return nodes;
    }

    /** All parameters, trained and kept, by index. */
    public List<Param> params() {
        return params;
    }

    /** All buffers that layers asked for, by index. */
    public List<Slot> slots() {
        return slots;
    }

    /**
     * The blocks that were written out, by path, each before those within it. Empty where the network was read from a model
     * file, which keeps the layers alone.
     */
    public Map<String, Block> blocks() {
        return blocks;
    }

    List<@Nullable Location> places() {
        return places;
    }

    /**
     * A refusal of a layer, with the file and line where the layer is written; itself where the network was not read from a
     * file.
     */
    public IllegalArgumentException placed(Node node, IllegalArgumentException refusal) {
        return PlacedEntries.placed(places.get(node.origin()), refusal);
    }

    /** Number of trained values, those that are frozen included. */
    public long parameters() {
        return nodes.stream().mapToLong(Node::parameters).sum();
    }

    /** Number of those values that are frozen. */
    public long frozenParameters() {
        return params.stream().filter(param -> param.trained() && isFrozen(param))
                .mapToLong(param -> param.shape().size()).sum();
    }

    /** Multiply-adds of one example going forward. */
    public long multiplyAdds() {
        return nodes.stream().mapToLong(node -> node.bound().multiplyAdds()).sum();
    }

    /** Examples that a batch must have in training, at least: what the most demanding layer asks for. */
    public int leastBatch() {
        return nodes.stream().mapToInt(node -> node.bound().leastBatch()).max().orElse(1);
    }

    /**
     * Checks that no batch of an epoch is too small for a layer.
     *
     * @param examples in an epoch
     * @param batch examples of a batch; the last one of an epoch has the rest
     * @throws IllegalArgumentException naming the layer, the batch and the cure
     */
    public void checkBatches(int examples, int batch) {
        LeastBatch.check(this, examples, batch);
    }

    /** Shape of what a node takes as its input number {@code i}. */
    public Shape inputShape(Node node, int i) {
        return shape(node.inputs().get(i));
    }

    /** Shape of the output of a node, or of the input. */
    Shape shape(int index) {
        return index == Node.INPUT ? input : nodes.get(index).output();
    }

    /** Builds a network part by part. Not for several threads. */
    public static final class Builder {
        private final Assembly assembly;
        private final Scope scope;

        private Builder(Shape input) {
            assembly = new Assembly(input);
            scope = Scope.root(assembly);
        }

        /** Adds a layer or block behind the one added last, or behind the input. A block's node is the one of its output. */
        public Node add(Part part) {
            return add(scope.defaultName(part), part);
        }

        /** Adds a named layer or block behind the one added last, or behind the input. */
        public Node add(String name, Part part) {
            return assembly.node(scope.add(name, part));
        }

        /** Adds a layer or block that takes the outputs of the given ones. */
        public Node add(Part part, Node... inputs) {
            return add(scope.defaultName(part), part, inputs);
        }

        /** Adds a named layer or block that takes the outputs of the given ones. */
        public Node add(String name, Part part, Node... inputs) {
            return add(name, part, List.of(inputs).stream().map(Node::index).toList());
        }

        /** Adds a named layer or block that takes the outputs of the named ones; {@code input} is the network's input. */
        public Node addNamed(String name, Part part, List<String> from) {
            return add(name, part, scope.find(name, part, from));
        }

        /** Adds entries, as a pipeline lists them, behind the layer added last, or behind the input. */
        public Node add(List<Entry> entries) {
            return assembly.node(scope.add(entries));
        }

        private Node add(String name, Part part, List<Integer> inputs) {
            return assembly.node(scope.add(name, part, inputs));
        }

        /** The finished network. Its output is the layer added last. */
        public Network build() {
            return assembly.build();
        }
    }
}
