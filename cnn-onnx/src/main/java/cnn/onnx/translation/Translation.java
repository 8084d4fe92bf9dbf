package cnn.onnx.translation;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.layers.shape.Reshape;
import cnn.onnx.folding.Folding;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Input;
import cnn.onnx.graph.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A graph on its way into a network. Nodes whose inputs are all known are computed at once; of the others each operator makes
 * layers. What cannot be translated is gathered, so that one error tells of all of it.
 */
public final class Translation {
    /** Numbers of one example that a layer may give: 256 MiB. */
    private static final int MOST = 1 << 26;

    private final Graph graph;
    private final boolean batched;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, float[]> numbers = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Refusals refusals = new Refusals();
    private final Network.Builder builder;

    /**
     * What came of a graph.
     *
     * @param network with the layers of its nodes, named like them
     * @param weights their numbers
     * @param output the graph's output: the axes that ONNX sees, and where they lie in what the network gives
     */
    public record Result(Network network, Weights weights, Activation output) {
    }

    private Translation(Graph graph, boolean batched, boolean channelsLast, Map<String, Operator> operators) {
        this.graph = graph;
        this.batched = batched;
        graph.constants().forEach((name, constant) -> values.put(name, new Value.Known(constant)));
        taken.addAll(graph.outputs());
        graph.nodes().forEach(node -> taken.addAll(node.inputs()));
        Activation input = input(channelsLast);
        builder = Network.builder(input.shape());
        if (!graph.inputs().isEmpty()) {
            values.put(graph.inputs().getFirst().name(), new Value.Computed(input));
        }
        translate(operators);
    }

    /**
     * Translates a graph with one input and one output.
     *
     * @param batched whether the first axis of values is the batch; else the whole of a value is one example
     * @param channelsLast whether an input of four axes is an image with its channels last
     * @param operators by ONNX's names
     * @throws IllegalArgumentException that lists all nodes which cannot be translated
     */
    public static Result of(Graph graph, boolean batched, boolean channelsLast, Map<String, Operator> operators) {
        return new Translation(graph, batched, channelsLast, operators).result();
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

    private Activation input(boolean channelsLast) {
        if (graph.inputs().size() != 1) {
            throw new IllegalArgumentException("The model has " + graph.inputs().size() + " inputs ("
                    + graph.inputs().stream().limit(20).map(input -> Echo.of(input.name()))
                            .collect(Collectors.joining(", "))
                    + "), but a network takes one. Give the others as constants.");
        }
        Input input = graph.inputs().getFirst();
        int[] dims = input.dims().clone();
        if (batched && dims.length > 0 && dims[0] < 0) {
            dims[0] = 1;
        }
        if (IntStream.of(dims).anyMatch(dim -> dim < 0) || input.type() != Input.FLOAT || batched && dims.length == 0) {
            throw new IllegalArgumentException("The model's input '" + Echo.of(input.name()) + "' has the axes "
                    + input.text()
                    + " and elements of ONNX's type number " + input.type() + ", but float32 (1) and known lengths of "
                    + "all axes but the batch are needed. Export the model for images of one size.");
        }
        int first = batched ? 1 : 0;
        if (IntStream.of(dims).skip(first).asLongStream().reduce(1, Math::multiplyExact) > MOST) {
            throw new IllegalArgumentException("The model's input '" + Echo.of(input.name()) + "' has the axes "
                    + input.text() + ", but an example has at most " + Count.of(MOST)
                    + " numbers. Export the model for "
                    + "smaller images.");
        }
        int[] axes = IntStream.range(first, dims.length).toArray();
        if (batched && dims.length == 4 && !channelsLast) {
            axes = new int[] {2, 3, 1};
        }
        int[] lengths = IntStream.of(axes).map(axis -> dims[axis]).toArray();
        return new Activation("input", Shape.of(lengths.length == 0 ? new int[] {1} : lengths), dims,
                Layout.of(dims, batched, axes));
    }

    private void translate(Map<String, Operator> operators) {
        for (Node node : graph.nodes()) {
            Operator operator = operators.get(node.operator());
            if (operator == null && !Folding.knows(node.operator())) {
                refusals.add(node, "no layer does this");
                continue;
            }
            List<String> given = node.inputs().stream().filter(name -> !name.isEmpty()).toList();
            if (!values.keySet().containsAll(given)) {
                continue; // behind one that is refused
            }
            try {
                translate(node, operator);
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

    private void translate(Node node, @Nullable Operator operator) {
        boolean known = node.inputs().stream()
                .allMatch(name -> name.isEmpty() || values.get(name) instanceof Value.Known);
        if (known && Folding.knows(node.operator())) {
            List<@Nullable Constant> inputs = Stream.of(node.inputs().toArray(String[]::new))
                    .<@Nullable Constant>map(
                            name -> values.get(name) instanceof Value.Known one ? one.constant() : null)
                    .toList();
            give(node, Folding.of(node, graph.opset(), inputs));
        } else if (operator == null) {
            throw new Unsupported("it takes numbers that are computed, and is done for constants alone");
        } else {
            operator.translate(new Step(this, node));
        }
    }

    Activation add(String name, Layer layer, Map<String, float[]> layerNumbers, Activation... inputs) {
        String[] from = Stream.of(inputs).map(Activation::source).toArray(String[]::new);
        cnn.core.network.Node added = builder.addNamed(name, layer, List.of(from));
        layerNumbers.forEach((param, values) -> numbers.put(name + "/" + param, values));
        if (added.output().size() > MOST) {
            throw new Unsupported("it gives " + added.output() + ", more than " + Count.of(MOST) + " numbers");
        }
        return new Activation(name, added.output(), inputs[0].dims(), inputs[0].layout());
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
        values.put(node.outputs().getFirst(), new Value.Known(value));
    }

    private Result result() {
        if (graph.outputs().size() != 1) {
            throw new IllegalArgumentException("The model has " + graph.outputs().size() + " outputs ("
                    + graph.outputs().stream().limit(20).map(Echo::of).collect(Collectors.joining(", "))
                    + "), but one is needed. Choose one by its name with output(name).");
        }
        String name = graph.outputs().getFirst();
        if (!(values.get(name) instanceof Value.Computed(Activation output))) {
            throw new IllegalArgumentException("The model's output '" + Echo.of(name)
                    + "' is the same whatever comes in. Give a model that computes something of its input.");
        }
        Step end = new Step(this, new Node("output", "", List.of(), List.of(), new Attributes(Map.of())));
        Activation last = output.rank() == 4 && batched
                ? end.arranged(output, 2, 3, 1)
                : end.shaped(end.plain(output), whole(output));
        if (last.source().equals("input")) {
            last = end.add(Reshape.of(last.shape().dims()), Map.of(), last);
        }
        Network network = builder.build();
        Weights weights = Weights.zeros(network);
        for (Param param : network.params()) {
            float[] given = numbers.get(param.name());
            if (given == null || given.length != param.shape().size()) {
                throw new IllegalArgumentException("'" + param.name() + "' needs " + param.shape()
                        + " numbers but was given "
                        + (given == null ? 0 : given.length) + ". The weights do not fit their input: export again.");
            }
            System.arraycopy(given, 0, weights.values(param), 0, given.length);
        }
        return new Result(network, weights, last);
    }

    private Shape whole(Activation output) {
        int[] lengths = IntStream.range(batched ? 1 : 0, output.rank()).map(axis -> output.dims()[axis]).toArray();
        return Shape.of(lengths.length == 0 ? new int[] {1} : lengths);
    }
}
