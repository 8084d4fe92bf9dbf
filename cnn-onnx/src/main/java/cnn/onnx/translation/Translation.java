package cnn.onnx.translation;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Layer;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.layers.Concat;
import cnn.layers.shape.ChannelSlice;
import cnn.layers.shape.Reshape;
import cnn.onnx.folding.Folding;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Input;
import cnn.onnx.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A graph on its way into a network. Nodes whose inputs are all known are computed at once; of the others each operator makes
 * layers. What cannot be translated is gathered, so that one error tells of all of it.
 */
public final class Translation {
    private final Graph graph;
    private final boolean batched;
    private final Map<String, Value> values = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Refusals refusals = new Refusals();
    private final List<Activation> inputs;
    private final Activation input;
    private final Layers layers;
    private final Map<Move, Activation> moves = new HashMap<>();
    private final KnownNumbers spent = new KnownNumbers();

    /**
     * What came of a graph.
     *
     * @param network with the layers of its nodes, named like them
     * @param weights their numbers
     * @param inputs what the graph's {@linkplain #used inputs} are in the network's input, one behind the other
     * @param outputs what the graph's outputs are in the network's output, one behind the other: the axes that ONNX sees, and
     *            where they lie
     * @param row whether the graph's only output is one row of numbers for each example
     */
    public record Result(Network network, Weights weights, List<Activation> inputs, List<Activation> outputs,
            boolean row) {
        public Result {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    private Translation(Graph graph, boolean batched, boolean channelsLast, Map<String, Operator> operators) {
        this.graph = graph;
        this.batched = batched;
        graph.constants().forEach((name, constant) -> values.put(name, new Value.Known(constant, true)));
        taken.addAll(graph.outputs());
        graph.nodes().forEach(node -> taken.addAll(node.inputs()));
        List<Input> used = used(graph);
        inputs = Entrance.of(used, batched, channelsLast);
        long size = inputs.stream().mapToLong(Activation::size).sum();
        if (size > Entrance.MOST) {
            throw new IllegalArgumentException("The model's inputs (" + Entrance.names(used) + ") have "
                    + Count.of(size, "number") + " in one example, which has at most " + Count.of(Entrance.MOST)
                    + ". Export the model for smaller images.");
        }
        input = inputs.size() == 1
                ? inputs.getFirst()
                : new Activation("input", Shape.vector((int) size), new int[] {1, (int) size},
                        Layout.of(new int[] {1, (int) size}, true, 1), Element.FLOAT);
        layers = new Layers(input.shape());
        int at = 0;
        for (int i = 0; i < used.size(); i++) {
            Activation one = inputs.get(i);
            values.put(used.get(i).name(), new Value.Computed(inputs.size() == 1 ? one : cut(one, i + 1, at)));
            at += one.size();
        }
        translate(operators);
    }

    /** One of several inputs, which lie one behind the other. */
    private Activation cut(Activation one, int number, int at) {
        String name = "inputs/" + number;
        layers.add(name, ChannelSlice.of(at, one.size()), Map.of(), List.of("input"));
        layers.add(name + "/reshape", Reshape.of(one.shape().dims()), Map.of(), List.of(name));
        return new Activation(name + "/reshape", one.shape(), one.dims(), one.layout(), one.type());
    }

    /**
     * Translates a graph.
     *
     * @param batched whether the first axis of values is the batch; else the whole of a value is one example
     * @param channelsLast whether an input of four axes is an image with its channels last
     * @param operators by ONNX's names
     * @throws IllegalArgumentException that lists all nodes which cannot be translated
     */
    public static Result of(Graph graph, boolean batched, boolean channelsLast, Map<String, Operator> operators) {
        return of(graph, batched, channelsLast, operators, null);
    }

    /**
     * Translates a graph as far as a value.
     *
     * @param scores the value that the network ends in where the graph's only output is a row; null for the outputs themselves
     * @see #of(Graph, boolean, boolean, Map)
     */
    public static Result of(Graph graph, boolean batched, boolean channelsLast, Map<String, Operator> operators,
            @Nullable String scores) {
        return new Translation(graph, batched, channelsLast, operators).result(scores);
    }

    /** The inputs that anything depends on, in the graph's order. */
    public static List<Input> used(Graph graph) {
        return Entrance.used(graph);
    }

    /** The network's own input. */
    Activation input() {
        return input;
    }

    Graph graph() {
        return graph;
    }

    boolean batched() {
        return batched;
    }

    /** Null for a value that could not be translated. */
    @Nullable
    Value value(String name) {
        return values.get(name);
    }

    boolean isTaken(String value) {
        return !value.isEmpty() && taken.contains(value);
    }

    List<String> takers(String value) {
        return Stream.concat(graph.outputs().stream().filter(value::equals).map(_ -> ""), graph.nodes().stream()
                .filter(node -> node.inputs().contains(value)).map(Node::operator)).toList();
    }

    String giver(String value) {
        return graph.nodes().stream().filter(node -> node.outputs().contains(value)).map(Node::operator).findFirst()
                .orElse("");
    }

    private void translate(Map<String, Operator> operators) {
        for (Node node : graph.nodes()) {
            Operator operator = operators.get(node.operator());
            if (operator == null && !Folding.knows(node.operator())) {
                refusals.add(node, Unread.reason(node.operator()));
                continue;
            }
            List<String> given = node.inputs().stream().filter(name -> !name.isEmpty()).toList();
            if (!values.keySet().containsAll(given)) {
                continue; // behind one that is refused
            }
            try {
                translate(node, operator, operators);
            } catch (Unsupported e) {
                refusals.add(node, e.getMessage());
            } catch (ShapeException e) {
                refusals.add(node, e.getMessage());
            } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
                refusals.add(node, "its numbers do not fit: " + e.getMessage());
            }
        }
        refusals.raise();
    }

    private void translate(Node node, @Nullable Operator operator, Map<String, Operator> operators) {
        boolean known = node.inputs().stream()
                .allMatch(name -> name.isEmpty() || values.get(name) instanceof Value.Known);
        if (known && Folding.knows(node.operator())) {
            List<@Nullable Constant> inputs = Stream.of(node.inputs().toArray(String[]::new))
                    .<@Nullable Constant>map(
                            name -> values.get(name) instanceof Value.Known one ? one.constant() : null)
                    .toList();
            boolean learns = node.inputs().stream().anyMatch(name -> values.get(name) instanceof Value.Known one
                    && one.learns() && one.constant().isFloat());
            List<Constant> folded = Folding.of(node, graph.opset(), inputs);
            folded.forEach(constant -> spent.add(constant.size()));
            for (int i = 0; i < Math.min(folded.size(), node.outputs().size()); i++) {
                values.put(node.outputs().get(i), new Value.Known(folded.get(i), learns));
            }
        } else if (operator == null) {
            String reason = Unread.reason(node.operator());
            throw new Unsupported(reason.startsWith("no layer")
                    ? "it takes numbers that are computed, and is done for constants alone"
                    : reason);
        } else if (!known || node.inputs().isEmpty() || !evaluate(node, operators)) {
            operator.translate(new Step(this, node));
        }
    }

    /** Whether a node of constants alone was computed. */
    private boolean evaluate(Node node, Map<String, Operator> operators) {
        Map<String, Constant> constants = new HashMap<>();
        boolean learns = false;
        for (String name : node.inputs()) {
            if (values.get(name) instanceof Value.Known one) {
                constants.put(name, one.constant());
                learns |= one.learns() && one.constant().isFloat();
            }
        }
        spent.add(Evaluation.MOST / 16);
        Map<String, Constant> outputs = Evaluation.of(graph, node, constants, operators);
        if (outputs == null) {
            return false;
        }
        for (Map.Entry<String, Constant> output : outputs.entrySet()) {
            values.put(output.getKey(), new Value.Known(output.getValue(), learns));
        }
        return true;
    }

    Activation add(String name, Layer layer, Map<String, float[]> numbers, Activation... from) {
        Shape output = layers.add(name, layer, numbers, Stream.of(from).map(Activation::source).toList());
        if (output.size() > Entrance.MOST) {
            throw new Unsupported("it gives " + output + ", more than " + Count.of(Entrance.MOST) + " numbers");
        }
        return new Activation(name, output, from[0].dims(), from[0].layout(), from[0].type());
    }

    /** What a move gave before; null where it was not made yet. */
    @Nullable
    Activation moved(Move move) {
        return moves.get(move);
    }

    void keep(Move move, Activation moved) {
        moves.put(move, moved);
    }

    void give(Node node, Activation value) {
        for (int i = 1; i < node.outputs().size(); i++) {
            if (isTaken(node.outputs().get(i))) {
                throw new Unsupported("its output " + i + " is taken, and the layer gives one");
            }
        }
        give(node, 0, value);
    }

    void give(Node node, int output, Activation value) {
        values.put(node.outputs().get(output), new Value.Computed(value));
    }

    void give(Node node, Constant value) {
        values.put(node.outputs().getFirst(), new Value.Known(value, false));
    }

    private Result result(@Nullable String scores) {
        Step end = new Step(this, new Node("output", "", List.of(), List.of(), new Attributes(Map.of())));
        boolean cut = scores != null && graph.outputs().size() == 1 && values.get(scores) instanceof Value.Computed
                && values.get(graph.outputs().getFirst()) instanceof Value.Computed computed
                && whole(computed.activation()).rank() == 1;
        List<Activation> outputs = new ArrayList<>();
        for (String name : cut ? List.of(scores) : graph.outputs()) {
            Activation output = switch (values.get(name)) {
                case Value.Computed computed -> computed.activation();
                case Value.Known known when !batched -> end.materialized(known.constant(), false);
                case Value.Known _ -> throw new IllegalArgumentException("The model's output '" + Echo.of(name)
                        + "' is the same whatever comes in. Give a model that computes something of its input.");
            };
            outputs.add(graph.outputs().size() > 1
                    ? end.shaped(output, Shape.vector(output.size()))
                    : output.rank() == 4 && (batched || output.dims()[0] == 1) && whole(output).rank() > 1
                            ? end.arranged(output, 2, 3, 1)
                            : end.shaped(end.plain(output), whole(output)));
        }
        Activation last = outputs.size() == 1
                ? outputs.getFirst()
                : end.add(new Concat(), Map.of(), outputs.toArray(Activation[]::new));
        if (last.source().equals("input")) {
            last = end.add(Reshape.of(last.shape().dims()), Map.of(), last);
        }
        Network network = layers.network(last.source());
        Stream<Constant> known = values.values().stream()
                .flatMap(value -> value instanceof Value.Known one ? Stream.of(one.constant()) : Stream.empty());
        return new Result(network, layers.weights(network, known), inputs, outputs,
                cut || network.output().rank() == 1);
    }

    /** A vector where all but one axis are of length 1, as behind global pooling. */
    private Shape whole(Activation output) {
        int[] lengths = IntStream.range(batched ? 1 : 0, output.rank()).map(axis -> output.dims()[axis]).toArray();
        return IntStream.of(lengths).filter(length -> length > 1).count() < 2
                ? Shape.vector(output.size())
                : Shape.of(lengths);
    }
}
