package cnn.onnx.graph;

import cnn.core.text.Echo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The nodes that a graph's outputs need, each behind those that it takes values from. */
public final class OrderedNodes {
    private OrderedNodes() {
    }

    /**
     * The graph with its nodes in order.
     *
     * @throws IllegalArgumentException where a value is given twice or by nobody, or needs itself
     */
    public static Graph checked(Graph graph) {
        Map<String, Node> givers = givers(graph);
        Set<Node> needed = needed(graph, givers);
        Map<Node, Integer> missing = new HashMap<>();
        Map<Node, List<Node>> takers = new HashMap<>();
        Deque<Node> ready = new ArrayDeque<>();
        for (Node node : graph.nodes()) {
            if (!needed.contains(node)) {
                continue;
            }
            int open = 0;
            for (String value : new HashSet<>(node.inputs())) {
                Node giver = givers.get(value);
                if (giver != null) {
                    takers.computeIfAbsent(giver, _ -> new ArrayList<>()).add(node);
                    open++;
                }
            }
            missing.put(node, open);
            if (open == 0) {
                ready.add(node);
            }
        }
        List<Node> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            Node node = ready.remove();
            ordered.add(node);
            for (Node taker : takers.getOrDefault(node, List.of())) {
                if (missing.merge(taker, -1, Integer::sum) == 0) {
                    ready.add(taker);
                }
            }
        }
        if (ordered.size() < needed.size()) {
            needed.removeAll(ordered);
            throw new IllegalArgumentException("The graph goes in a circle through the nodes "
                    + needed.stream().limit(10).map(Node::name).collect(Collectors.joining(", "))
                    + ", so none of them can be computed first. Export the model again.");
        }
        return new Graph(graph.opset(), graph.inputs(), graph.constants(), ordered, graph.outputs(),
                graph.metadata(), graph.producer());
    }

    private static Map<String, Node> givers(Graph graph) {
        Set<String> given = new HashSet<>(graph.constants().keySet());
        for (Input input : graph.inputs()) {
            requireFirst(given.add(input.name()), input.name());
        }
        Map<String, Node> givers = new HashMap<>();
        for (Node node : graph.nodes()) {
            for (String value : node.outputs()) {
                if (!value.isEmpty()) {
                    requireFirst(given.add(value), value);
                    givers.put(value, node);
                }
            }
        }
        for (Node node : graph.nodes()) {
            for (String value : node.inputs()) {
                if (!value.isEmpty() && !given.contains(value)) {
                    throw new IllegalArgumentException("Node '" + node.name() + "' (" + Echo.of(node.operator())
                            + ") takes the value '" + Echo.of(value) + "', which no input, initializer or node gives. "
                            + "Export the model again.");
                }
            }
        }
        for (String output : graph.outputs()) {
            if (!given.contains(output)) {
                throw new IllegalArgumentException("The graph's output '" + Echo.of(output)
                        + "' is given by no input, initializer or node. Export the model again.");
            }
        }
        return givers;
    }

    private static void requireFirst(boolean first, String value) {
        if (!first) {
            throw new IllegalArgumentException("The graph has the value '" + Echo.of(value)
                    + "' twice, but a value is given by one input, initializer or node. Export the model again.");
        }
    }

    private static Set<Node> needed(Graph graph, Map<String, Node> givers) {
        Set<Node> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(graph.outputs());
        while (!open.isEmpty()) {
            Node giver = givers.get(open.remove());
            if (giver != null && needed.add(giver)) {
                open.addAll(giver.inputs());
            }
        }
        return needed;
    }
}
