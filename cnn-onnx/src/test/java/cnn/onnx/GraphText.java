package cnn.onnx;

import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A graph as lines that two graphs share exactly where they compute the same, whatever their nodes are called. */
final class GraphText {
    private GraphText() {
    }

    static String of(Graph graph) {
        Map<String, String> names = new HashMap<>();
        graph.inputs().forEach(input -> names.put(input.name(), "input" + Arrays.toString(input.dims())));
        graph.constants().forEach((name, constant) -> names.put(name, text(constant)));
        StringBuilder text = new StringBuilder("opset " + graph.opset() + "\n");
        int number = 0;
        for (Node node : graph.nodes()) {
            number++;
            for (String output : node.outputs()) {
                names.put(output, "#" + number);
            }
            text.append('#').append(number).append(' ').append(node.operator()).append(' ')
                    .append(node.inputs().stream().map(name -> names.getOrDefault(name, "?"))
                            .collect(Collectors.joining(", ")));
            new TreeMap<>(node.attributes().values()).forEach(
                    (name, value) -> text.append(' ').append(name).append('=')
                            .append(value instanceof long[] numbers ? Arrays.toString(numbers) : value));
            text.append('\n');
        }
        return text.append("gives ").append(graph.outputs().stream().map(names::get).toList()).toString();
    }

    private static String text(Constant constant) {
        int hash = constant.isFloat() ? Arrays.hashCode(constant.asFloats()) : Arrays.hashCode(constant.asIntegers());
        return Arrays.toString(constant.dims()) + (constant.size() < 9 && !constant.isFloat()
                ? Arrays.toString(constant.asIntegers())
                : Integer.toHexString(hash));
    }
}
