package cnn.onnx.translation;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.onnx.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All nodes that cannot be translated, by operator and reason. */
final class Refusals {
    private static final int MOST_NAMES = 8;
    private static final int MOST_KINDS = 40;

    private final Map<String, List<String>> nodes = new TreeMap<>();

    void add(Node node, String reason) {
        nodes.computeIfAbsent(Echo.of(node.operator()) + " (" + Echo.of(reason) + ")", _ -> new ArrayList<>())
                .add(node.name());
    }

    void raise() {
        if (nodes.isEmpty()) {
            return;
        }
        int count = nodes.values().stream().mapToInt(List::size).sum();
        StringBuilder text = new StringBuilder();
        nodes.entrySet().stream().limit(MOST_KINDS).forEach(entry -> {
            List<String> names = entry.getValue();
            text.append("\n  ").append(entry.getKey()).append(": ").append(Count.of(names.size(), "node")).append(", ")
                    .append(String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))))
                    .append(names.size() > MOST_NAMES ? ", …" : "");
        });
        if (nodes.size() > MOST_KINDS) {
            text.append("\n  and ").append(Count.of(nodes.size() - MOST_KINDS, "kind")).append(" more");
        }
        throw new Untranslated(count, text.toString());
    }
}
