package cnn.core.pipeline;

import cnn.api.Shape;
import cnn.api.layer.Entry;
import cnn.core.network.Network;
import cnn.core.network.Node;
import java.util.List;

/**
 * A network as data: what a model file stores of it.
 *
 * @param input shape of one image
 * @param layers the layers, first to last, and blocks where a pipeline has them
 */
public record NetworkConfig(Shape input, List<Entry> layers) {
    public NetworkConfig {
        layers = List.copyOf(layers);
    }

    /** A network's layers, none of them in a block any more, each with its name and inputs written out. */
    public static NetworkConfig of(Network network) {
        return new NetworkConfig(network.input(), network.nodes().stream()
                .map(node -> new Entry(node.layer(), node.name(), sources(network, node))).toList());
    }

    private static List<String> sources(Network network, Node node) {
        return node.inputs().stream().map(i -> i == Node.INPUT ? "input" : network.nodes().get(i).name()).toList();
    }

    /**
     * Binds the layers to each other, blocks written out.
     *
     * @throws cnn.api.ShapeException naming the layer whose input does not fit, and the cure
     */
    public Network build() {
        Network.Builder builder = Network.builder(input);
        if (!layers.isEmpty()) {
            builder.add(layers);
        }
        return builder.build();
    }
}
