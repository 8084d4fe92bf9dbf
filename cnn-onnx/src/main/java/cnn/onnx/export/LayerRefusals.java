package cnn.onnx.export;

import cnn.core.network.Node;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All layers that cannot be written, by type and reason. */
final class LayerRefusals {
    private static final int MOST_NAMES = 8;
    private static final int MOST_KINDS = 40;

    private final Map<String, List<String>> layers = new TreeMap<>();

    void add(Node node, String reason) {
        layers.computeIfAbsent(Echo.of(RecordText.of(node.layer())) + " (" + reason + ")", _ -> new ArrayList<>())
                .add(node.name());
    }

    void raise() {
        if (layers.isEmpty()) {
            return;
        }
        int count = layers.values().stream().mapToInt(List::size).sum();
        StringBuilder text = new StringBuilder("The model has " + Count.of(count, "layer") + " that ONNX cannot have:");
        layers.entrySet().stream().limit(MOST_KINDS).forEach(entry -> {
            List<String> names = entry.getValue();
            text.append("\n  ").append(entry.getKey()).append(": ").append(Count.of(names.size(), "layer")).append(", ")
                    .append(Echo.of(String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))))
                    .append(names.size() > MOST_NAMES ? ", …" : "");
        });
        if (layers.size() > MOST_KINDS) {
            text.append("\n  and ").append(Count.of(layers.size() - MOST_KINDS, "kind")).append(" more");
        }
        throw new IllegalArgumentException(
                text + "\nWhat can be exported is listed in docs/onnx.md. Use other layers in the "
                        + "place of these.");
    }
}
