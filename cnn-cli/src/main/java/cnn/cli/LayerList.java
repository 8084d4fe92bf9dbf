package cnn.cli;

import cnn.api.Shape;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.text.Echo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network's layers by the names that options take, with the maps that each gives. */
final class LayerList {
    private final List<Node> nodes;

    LayerList(Network network) {
        nodes = network.nodes().stream().filter(node -> !(node.layer() instanceof JoinedOutputs)).toList();
    }

    @Override
    public String toString() {
        Table table = new Table("name", "layer", "maps", "of");
        for (Node node : nodes) {
            table.row(Echo.of(node.name()), PartText.layer(node.layer()), Text.count(node.output().channels()),
                    places(node.output()));
        }
        return table.toString();
    }

    private static String places(Shape shape) {
        return shape.isImage()
                ? shape.height() + " × " + shape.width()
                : Text.count(shape.size() / shape.channels(), "number");
    }

    /** The same as a program reads it. */
    List<Map<String, Object>> json() {
        return nodes.stream().map(node -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", node.name());
            json.put("layer", PartText.layer(node.layer()));
            json.put("maps", node.output().channels());
            json.put("shape", node.output().dims());
            return json;
        }).toList();
    }
}
