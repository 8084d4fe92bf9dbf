package cnn.core.network;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.core.text.Echo;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

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
 * A layer is bound when it is added, so that a mistake's stack trace points at the line that made it.
 */
public final class Network {
    private final Shape input;
    private final List<Node> nodes;
    private final List<Param> params;
    private final List<Slot> slots;
    private final BitSet frozen;

    Network(Shape input, List<Node> nodes, List<Param> params, List<Slot> slots, BitSet frozen) {
        this.input = input;
        this.nodes = List.copyOf(nodes);
        this.params = List.copyOf(params);
        this.slots = List.copyOf(slots);
        this.frozen = frozen;
    }

    /** A chain of layers. */
    public static Network of(Shape input, Layer... layers) {
        return of(input, List.of(layers));
    }

    /** A chain of layers. */
    public static Network of(Shape input, List<? extends Layer> layers) {
        Builder builder = builder(input);
        layers.forEach(builder::add);
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

    /**
     * This network with these parameters and states frozen, and no others: training leaves them as they are. A layer
     * whose states are all frozen works as in prediction.
     */
    public Network freeze(Predicate<Param> which) {
        BitSet chosen = new BitSet();
        params.stream().filter(which).forEach(param -> chosen.set(param.index()));
        return new Network(input, nodes, params, slots, chosen);
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

    /** Shape of one example. */
    public Shape input() {
        return input;
    }

    /** Shape of one example's output. */
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
        return shapeOf(node.inputs().get(i));
    }

    private Shape shapeOf(int index) {
        return index == Node.INPUT ? input : nodes.get(index).output();
    }

    /** Builds a network layer by layer. Not for several threads. */
    public static final class Builder {
        private final Shape input;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Param> params = new ArrayList<>();
        private final List<Slot> slots = new ArrayList<>();
        private final Set<String> paramNames = new HashSet<>();

        private Builder(Shape input) {
            this.input = input;
        }

        /** Adds a layer behind the one added last, or behind the input. */
        public Node add(Layer layer) {
            return add(defaultName(layer), layer);
        }

        /** Adds a named layer behind the one added last, or behind the input. */
        public Node add(String name, Layer layer) {
            return add(name, layer, List.of(nodes.size() - 1));
        }

        /** Adds a layer that takes the outputs of the given ones. */
        public Node add(Layer layer, Node... inputs) {
            return add(defaultName(layer), layer, inputs);
        }

        /** Adds a named layer that takes the outputs of the given ones. */
        public Node add(String name, Layer layer, Node... inputs) {
            return add(name, layer, List.of(inputs).stream().map(Node::index).toList());
        }

        /** Adds a named layer that takes the outputs of the named ones; {@code input} is the network's input. */
        public Node addNamed(String name, Layer layer, List<String> from) {
            return add(name, layer, from.stream().map(source -> indexOf(name, source)).toList());
        }

        /** The name a layer gets where it is given none: its id and a number. */
        public String defaultName(Layer layer) {
            Id id = layer.getClass().getAnnotation(Id.class);
            String kind = id != null ? id.value() : layer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            long count = nodes.stream().filter(node -> node.layer().getClass() == layer.getClass()).count();
            return kind + "-" + (count + 1);
        }

        /** The finished network. Its output is the layer added last. */
        public Network build() {
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException(
                        "The network has no layers. Add at least one, for example a dense layer.");
            }
            boolean[] used = new boolean[nodes.size()];
            nodes.forEach(node -> node.inputs().stream().filter(i -> i >= 0).forEach(i -> used[i] = true));
            for (Node node : nodes.subList(0, nodes.size() - 1)) {
                if (!used[node.index()]) {
                    throw new IllegalArgumentException("Layer '" + node.name() + "' " + RecordText.of(node.layer())
                            + " leads nowhere: no layer takes its output, and it is not the last. "
                            + "Name it in another layer's inputs, or leave it out.");
                }
            }
            return new Network(input, nodes, params, slots, new BitSet());
        }

        private Node add(String name, Layer layer, List<Integer> inputs) {
            if (name.equals("input") || nodes.stream().anyMatch(node -> node.name().equals(name))) {
                throw new IllegalArgumentException(
                        "Layer name '" + name + "' is already taken. Give layer " + RecordText.of(layer)
                                + " another name.");
            }
            List<Shape> shapes = inputs.stream().map(i -> i == Node.INPUT ? input : nodes.get(i).output()).toList();
            NodeBinding binding = new NodeBinding(nodes.size(), name, layer, shapes, params.size(), slots.size());
            var bound = binding.bind();
            if (bound.op() == null && (shapes.size() != 1 || shapes.getFirst().size() != bound.output().size())) {
                throw binding.reject("its output " + bound.output() + " is declared a view but has another size",
                        "Return Bound.of(shape, op) from its bind method");
            }
            for (Param param : binding.params()) { // 'a/b' with 'w' and 'a' with 'b/w': files know them by name alone
                if (!paramNames.add(param.name())) {
                    throw binding.reject("its parameter would be called '" + param.name()
                            + "', as that of another layer is", "Give the layer a name without '/'");
                }
            }
            Node node = new Node(nodes.size(), name, layer, inputs, bound, binding.params(), nodes.size());
            nodes.add(node);
            params.addAll(binding.params());
            slots.addAll(binding.slots());
            return node;
        }

        private int indexOf(String name, String source) {
            if (source.equals("input")) {
                return Node.INPUT;
            }
            return nodes.stream().filter(node -> node.name().equals(source)).findFirst().map(Node::index)
                    .orElseThrow(() -> new IllegalArgumentException("Layer '" + Echo.of(name)
                            + "' takes its input from '"
                            + Echo.of(source) + "', but no layer before it has that name. Layers before it: input"
                            + nodes.stream().map(node -> ", " + node.name()).reduce("", String::concat) + "."));
        }
    }
}
