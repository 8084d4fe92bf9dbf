package cnn.onnx.graph;

import java.util.List;

/**
 * One operation of a graph.
 *
 * @param name its own, or one made from its operator and place; each node of a graph has another
 * @param operator what it does: {@code Conv}
 * @param inputs names of the values it takes; an empty name stands for one left out
 * @param outputs names of the values it gives; an empty name stands for one left out
 * @param attributes what it is told besides
 */
public record Node(String name, String operator, List<String> inputs, List<String> outputs, Attributes attributes) {
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
