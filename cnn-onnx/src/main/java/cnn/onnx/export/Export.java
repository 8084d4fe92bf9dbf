package cnn.onnx.export;

import cnn.api.layer.Layer;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network on its way into a graph. Layers are written one after the other, in the network's order, with operators of the oldest
 * version that has one for each of them; what cannot be written is gathered, so that one error tells of all of it.
 */
public final class Export {
    private static final String INPUT = "input";

    private final Network network;
    private final Weights weights;
    private final Options options;
    private final Map<Class<? extends Layer>, LayerExport<Layer>> layers;
    private final int opset;
    private final GraphBuilder graph;
    private final Map<Integer, Value> values = new HashMap<>();
    private final LayerRefusals refusals = new LayerRefusals();
    private final FoldedNorms folded;
    private int needed;

    /**
     * A graph and the axes of all its values.
     *
     * @param graph inputs, nodes, weights and outputs
     * @param dims by the names of values; −1 for an open batch
     */
    public record Result(Graph graph, Map<String, int[]> dims) {
    }

    private Export(Network network, Weights weights, Options options,
            Map<Class<? extends Layer>, LayerExport<Layer>> layers, int opset) {
        this.network = network;
        this.weights = weights;
        this.options = options;
        this.layers = layers;
        this.opset = opset;
        needed = opset;
        graph = new GraphBuilder(network.nodes().stream().map(Node::name).toList());
        folded = options.folds() ? FoldedNorms.of(network, weights) : FoldedNorms.none();
    }

    /**
     * Writes a network.
     *
     * @param outputs names of the graph's outputs, in the order of the network's; empty for those of their layers
     * @param layers how each type of layer is written
     * @throws IllegalArgumentException that lists all layers which cannot be written
     */
    public static Result of(Network network, Weights weights, Options options, List<String> outputs,
            Map<Class<? extends Layer>, LayerExport<Layer>> layers) {
        int opset = Options.OLDEST;
        while (true) { // a layer's wish for newer operators is known once it is written
            Export export = new Export(network, weights, options, layers, opset);
            export.writeLayers();
            if (export.needed == opset) {
                return export.result(outputs);
            }
            opset = export.needed;
        }
    }

    Network network() {
        return network;
    }

    Weights weights() {
        return weights;
    }

    GraphBuilder graph() {
        return graph;
    }

    FoldedNorms folded() {
        return folded;
    }

    Value value(int index) {
        Value value = values.get(index);
        if (value == null) {
            throw new IllegalStateException("Layer " + index + " is not written yet.");
        }
        return value;
    }

    /** Whether operators of a version may be used; asked for, they are. */
    boolean has(int version) {
        if (version > options.newest()) {
            return false;
        }
        needed = Math.max(needed, version);
        return true;
    }

    int opset() {
        return opset;
    }

    @Nullable
    LayerExport<Layer> layer(Class<? extends Layer> type) {
        return layers.get(type);
    }

    private void writeLayers() {
        values.put(Node.INPUT, Value.first(new Tensor(INPUT, Value.firstDims(network.input())), network.input()));
        for (Node node : network.nodes()) {
            if (node.layer() instanceof JoinedOutputs || !node.inputs().stream().allMatch(values::containsKey)) {
                continue; // no layer of anybody's, or behind one that is refused
            }
            LayerExport<Layer> layer = layer(node.layer().getClass());
            if (layer == null) {
                refusals.add(node, "ONNX has no operator for it");
                continue;
            }
            try {
                values.put(node.index(), folded.isFolded(node)
                        ? value(node.inputs().getFirst())
                        : layer.export(node.layer(), new Step(this, node)));
            } catch (Unexportable e) {
                refusals.add(node, e.getMessage());
            }
        }
        refusals.raise();
    }

    private Result result(List<String> outputs) {
        List<String> names = new ArrayList<>();
        for (Node node : network.outputs()) {
            Step step = new Step(this, node);
            Tensor tensor = step.first(value(node.index())).tensor();
            names.add(graph.isComputed(tensor) && !names.contains(tensor.name())
                    ? tensor.name()
                    : step.add("Identity", tensor.dims(), tensor).name());
        }
        for (int i = 0; i < outputs.size(); i++) {
            names.set(i, graph.renamed(names.get(i), outputs.get(i)));
        }
        int[] input = batched(Value.firstDims(network.input()));
        Map<String, int[]> dims = new HashMap<>();
        graph.tensors().forEach((name, tensor) -> dims.put(name, batched(tensor.dims())));
        return new Result(
                new Graph(opset, List.of(new Input(INPUT, Input.FLOAT, input)), graph.constants(), graph.nodes(),
                        names, Map.of(), ""),
                dims);
    }

    private int[] batched(int[] dims) {
        return IntStream.concat(IntStream.of(options.batch() == 0 ? -1 : options.batch()), IntStream.of(dims))
                .toArray();
    }
}
