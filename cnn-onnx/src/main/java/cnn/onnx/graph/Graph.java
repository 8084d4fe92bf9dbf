package cnn.onnx.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an ONNX file says, checked: every value is given by one input, constant or node, and nodes stand in an order in which
 * they can be computed.
 *
 * @param opset version of the operators
 * @param inputs what comes from outside, constants left out
 * @param constants initializers by name
 * @param nodes operations, each behind those that it takes values from
 * @param outputs names of the values that the graph gives
 * @param metadata the file's own notes by key
 * @param producer what made the file, such as {@code pytorch}; empty where it does not say
 */
public record Graph(int opset, List<Input> inputs, Map<String, Constant> constants, List<Node> nodes,
        List<String> outputs, Map<String, String> metadata, String producer) {
    public Graph {
        inputs = List.copyOf(inputs);
        constants = Map.copyOf(constants);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        metadata = Map.copyOf(metadata);
    }

    /** The same with other outputs. */
    public Graph outputs(List<String> values) {
        return new Graph(opset, inputs, constants, nodes, values, metadata, producer);
    }

    /** The same with other inputs. */
    public Graph withInputs(List<Input> others) {
        return new Graph(opset, others, constants, nodes, outputs, metadata, producer);
    }

    /** The same with other nodes. */
    public Graph withNodes(List<Node> others) {
        return new Graph(opset, inputs, constants, others, outputs, metadata, producer);
    }

    /** The same with other notes. */
    public Graph withMetadata(Map<String, String> notes) {
        return new Graph(opset, inputs, constants, nodes, outputs, notes, producer);
    }

    /** The same with a constant in the place of an input. */
    public Graph with(String input, Constant value) {
        Map<String, Constant> more = new LinkedHashMap<>(constants);
        more.put(input, value);
        return new Graph(opset, inputs.stream().filter(one -> !one.name().equals(input)).toList(), more, nodes, outputs,
                metadata, producer);
    }
}
