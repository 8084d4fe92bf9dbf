package cnn.onnx.export;

import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A graph while it is put together. A node's output is called like the node, weights like their layer's. */
final class GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, Tensor> moves = new HashMap<>();
    private final Set<String> names;

    /** With names that only the layers themselves may have. */
    GraphBuilder(Collection<String> layers) {
        names = new HashSet<>(layers);
        names.add("input");
    }

    private String free(String name) {
        String free = name;
        for (int more = 2; !names.add(free); more++) {
            free = name + "-" + more;
        }
        return free;
    }

    /** A node with a name of its own that begins so. */
    Tensor part(String name, String operator, Attributes attributes, int[] dims, Tensor... inputs) {
        return node(free(name), operator, attributes, dims, inputs);
    }

    /** A node with exactly this name, which is a layer's. */
    Tensor node(String name, String operator, Attributes attributes, int[] dims, Tensor... inputs) {
        nodes.add(new Node(name, operator, Stream.of(inputs).map(Tensor::name).toList(), List.of(name), attributes));
        Tensor output = new Tensor(name, dims);
        tensors.put(name, output);
        return output;
    }

    /** The same, but the file says no type of it: its numbers are whole, or truth values. */
    Tensor untyped(Tensor output) {
        tensors.remove(output.name());
        return output;
    }

    /** What came of moving a tensor's numbers in this way before; null where nobody has. */
    @Nullable
    Tensor moved(Tensor tensor, String how) {
        return moves.get(tensor.name() + ' ' + how);
    }

    /** Keeps what came of it, so that no tensor is moved in the same way twice. */
    Tensor keep(Tensor tensor, String how, Tensor moved) {
        moves.put(tensor.name() + ' ' + how, moved);
        return moved;
    }

    Tensor constant(String name, Constant constant) {
        String free = free(name);
        constants.put(free, constant);
        return new Tensor(free, constant.dims());
    }

    boolean isComputed(Tensor tensor) {
        return tensors.containsKey(tensor.name());
    }

    /** Gives a value another name, unless that is taken. What it is called then comes back. */
    String renamed(String from, String to) {
        if (!names.add(to)) {
            return from;
        }
        Tensor tensor = tensors.remove(from);
        tensors.put(to, new Tensor(to, tensor == null ? new int[0] : tensor.dims()));
        nodes.replaceAll(node -> new Node(node.name(), node.operator(), renamed(node.inputs(), from, to),
                renamed(node.outputs(), from, to), node.attributes()));
        return to;
    }

    private static List<String> renamed(List<String> values, String from, String to) {
        return values.stream().map(value -> value.equals(from) ? to : value).toList();
    }

    List<Node> nodes() {
        return nodes;
    }

    Map<String, Constant> constants() {
        return constants;
    }

    /** Everything that is computed, by name. */
    Map<String, Tensor> tensors() {
        return tensors;
    }
}
