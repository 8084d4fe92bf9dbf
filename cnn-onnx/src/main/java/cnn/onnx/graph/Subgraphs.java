package cnn.onnx.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that together are one function, which older operators had no name for: x · sigmoid(x) is Swish, x · tanh(softplus(x)) is
 * Mish, x · hardsigmoid(x) HardSwish, and x · (1 + erf(x / √2)) / 2, multiplied in any order, Gelu. As one node they become one layer, which is
 * faster and trains better. Nodes whose values somebody else takes stay.
 */
public final class Subgraphs {
    private static final float CLOSE = 1e-4f;

    private final Graph graph;
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<Node, Node> joined = new HashMap<>();
    private final Set<Node> dropped = new HashSet<>();

    private Subgraphs(Graph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            node.outputs().forEach(output -> producers.put(output, node));
            node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        graph.outputs().forEach(output -> readers.merge(output, 1, Integer::sum));
    }

    /** The graph with one node in the place of several where that is known. */
    public static Graph joined(Graph graph) {
        Subgraphs subgraphs = new Subgraphs(graph);
        graph.nodes().stream().filter(node -> node.operator().equals("Mul")).forEach(subgraphs::gated);
        graph.nodes().stream().filter(node -> node.operator().equals("Erf")).forEach(subgraphs::gelu);
        return subgraphs.joined.isEmpty() ? graph : subgraphs.result();
    }

    private Graph result() {
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (!dropped.contains(node)) {
                nodes.add(joined.getOrDefault(node, node));
            }
        }
        return graph.withNodes(nodes);
    }

    /** A product of a value and a function of the same value. */
    private void gated(Node product) {
        if (product.inputs().size() != 2) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            String x = product.inputs().get(i);
            Node gate = only(product.inputs().get(1 - i));
            if (gate == null) {
                continue;
            }
            Node inner = gate.operator().equals("Tanh") ? only(gate.inputs().getFirst()) : null;
            if (gate.operator().equals("Sigmoid") && takes(gate, x)) {
                join(product, "Swish", x, gate);
                return;
            } else if (gate.operator().equals("HardSigmoid") && takes(gate, x)
                    && isClose(gate.attributes().number("alpha", 0.2f), 1f / 6)
                    && isClose(gate.attributes().number("beta", 0.5f), 0.5f)) {
                join(product, "HardSwish", x, gate);
                return;
            } else if (inner != null && inner.operator().equals("Softplus") && takes(inner, x)) {
                join(product, "Mish", x, gate, inner);
                return;
            }
        }
    }

    /** From the Erf to the last of the products around it. */
    private void gelu(Node erf) {
        Node scale = only(erf.inputs().getFirst());
        Node raised = reader(erf);
        Node inner = raised == null ? null : reader(raised);
        if (scale == null || raised == null || inner == null || !raised.operator().equals("Add") || !adds(raised, 1)
                || !inner.operator().equals("Mul")) {
            return;
        }
        String x = scale.inputs().getFirst();
        boolean root = scale.operator().equals("Div") && isConstant(scale.inputs().get(1), (float) Math.sqrt(2))
                || scale.operator().equals("Mul") && isConstant(scale.inputs().get(1), (float) Math.sqrt(0.5));
        String other = other(inner, raised.outputs().getFirst());
        Node before = only(other);
        if (root && before != null && before.operator().equals("Mul") && before.inputs().contains(x)
                && isConstant(other(before, x), 0.5f)) {
            join(inner, "Gelu", x, before, raised, erf, scale);
            return;
        }
        Node outer = reader(inner);
        if (root && outer != null && outer.operator().equals("Mul")) {
            String last = other(outer, inner.outputs().getFirst());
            if (other.equals(x) && isConstant(last, 0.5f) || last.equals(x) && isConstant(other, 0.5f)) {
                join(outer, "Gelu", x, inner, raised, erf, scale);
            }
        }
    }

    private void join(Node last, String operator, String x, Node... others) {
        joined.put(last, new Node(last.name(), operator, List.of(x), last.outputs(), Attributes.NONE));
        dropped.addAll(List.of(others));
    }

    private static boolean takes(Node node, String value) {
        return node.inputs().equals(List.of(value));
    }

    /** The node that gives a value which one node alone takes. */
    private @Nullable Node only(String value) {
        return readers.getOrDefault(value, 0) == 1 ? producers.get(value) : null;
    }

    /** The only node that takes what a node gives. */
    private @Nullable Node reader(Node node) {
        String value = node.outputs().getFirst();
        return readers.getOrDefault(value, 0) == 1
                ? graph.nodes().stream().filter(one -> one.inputs().contains(value)).findFirst().orElse(null)
                : null;
    }

    private static String other(Node node, String input) {
        return node.inputs().get(node.inputs().indexOf(input) == 0 ? 1 : 0);
    }

    private boolean adds(Node sum, float number) {
        return sum.inputs().size() == 2
                && (isConstant(sum.inputs().get(0), number) || isConstant(sum.inputs().get(1), number));
    }

    private boolean isConstant(String value, float number) {
        Constant constant = graph.constants().get(value);
        Node node = producers.get(value);
        if (constant == null && node != null && node.operator().equals("Constant")) {
            constant = node.attributes().constant("value");
        }
        return constant != null && constant.size() == 1 && isClose((float) constant.number(0), number);
    }

    private static boolean isClose(float one, float other) {
        return Math.abs(one - other) < CLOSE;
    }
}
