package cnn.onnx;

import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier ends in, which belongs to the loss when it is trained on: a softmax, or a sigmoid. Behind it may be what
 * changes axes alone.
 *
 * @param scores what the softmax or sigmoid takes; null where there is neither
 * @param eachAlone whether it is a sigmoid, so that each number says of a label of its own how probable it is
 */
record Ending(@Nullable String scores, boolean eachAlone) {
    static final Ending PLAIN = new Ending(null, false);
    private static final Set<String> AXES = Set.of("Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze");

    static Ending of(Graph graph) {
        Map<String, Node> givers = new HashMap<>();
        graph.nodes().forEach(node -> node.outputs().forEach(value -> givers.put(value, node)));
        Node last = givers.get(graph.outputs().getFirst());
        Set<Node> seen = new HashSet<>();
        while (last != null && !last.inputs().isEmpty() && AXES.contains(last.operator()) && seen.add(last)) {
            last = givers.get(last.inputs().getFirst());
        }
        boolean whole = last != null && !last.inputs().isEmpty(); // others are refused when they are translated
        boolean softmax = whole && last.operator().equals("Softmax");
        boolean sigmoid = whole && last.operator().equals("Sigmoid");
        return softmax || sigmoid ? new Ending(last.inputs().getFirst(), sigmoid) : PLAIN;
    }
}
