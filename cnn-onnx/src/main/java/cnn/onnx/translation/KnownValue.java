package cnn.onnx.translation;

import cnn.onnx.folding.Folding;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Node;
import cnn.onnx.graph.OrderedNodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that follows from a graph's constants alone. */
public final class KnownValue {
    private KnownValue() {
    }

    /** The numbers of a value; null where they depend on what comes in, or cannot be computed. */
    public static @Nullable Constant of(Graph graph, String name) {
        Map<String, Constant> known = new HashMap<>(graph.constants());
        KnownNumbers spent = new KnownNumbers();
        try {
            for (Node node : OrderedNodes.checked(graph.outputs(List.of(name))).nodes()) {
                List<Constant> folded = folded(graph, node, known);
                for (int i = 0; i < Math.min(folded.size(), node.outputs().size()); i++) {
                    spent.add(folded.get(i).size());
                    known.put(node.outputs().get(i), folded.get(i));
                }
            }
        } catch (Unsupported | IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            return null; // who needs it says that it is not known
        }
        return known.get(name);
    }

    private static List<Constant> folded(Graph graph, Node node, Map<String, Constant> known) {
        if (!Folding.knows(node.operator())) {
            throw new Unsupported("it is computed");
        }
        List<@Nullable Constant> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            Constant constant = known.get(input);
            if (constant == null && !input.isEmpty()) {
                throw new Unsupported("it is computed");
            }
            inputs.add(constant);
        }
        return Folding.of(node, graph.opset(), inputs);
    }
}
