package cnn.core.pipeline;

import cnn.api.Shape;
import cnn.api.layer.Entry;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.PlacedEntries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network as data: what a model file stores of it.
 *
 * @param input shape of one image
 * @param layers the layers, first to last, and blocks where a pipeline has them
 * @param outputs names of the layers whose numbers are the network's outputs; null for the last layer alone
 */
public record NetworkConfig(Shape input, List<Entry> layers, @Nullable List<String> outputs) {
    public NetworkConfig {
        layers = PlacedEntries.copyOf(layers);
        outputs = outputs == null || outputs.isEmpty() ? null : List.copyOf(outputs);
    }

    /** A network whose last layer gives its output. */
    public NetworkConfig(Shape input, List<Entry> layers) {
        this(input, layers, null);
    }

    /** The same network with the numbers of these layers as its outputs, one after the other. */
    public NetworkConfig outputs(List<String> names) {
        return new NetworkConfig(input, layers, names);
    }

    /** A network's layers, none of them in a block any more, each with its name and inputs written out. */
    public static NetworkConfig of(Network network) {
        Node last = network.nodes().getLast();
        boolean joined = last.layer() instanceof JoinedOutputs;
        return new NetworkConfig(network.input(), network.nodes().stream().filter(node -> !joined || node != last)
                .map(node -> new Entry(node.layer(), node.name(), sources(network, node))).toList(),
                joined ? sources(network, last) : null);
    }

    private static List<String> sources(Network network, Node node) {
        return node.inputs().stream().map(i -> i == Node.INPUT ? "input" : network.nodes().get(i).name()).toList();
    }

    /**
     * Binds the layers to each other, blocks written out.
     *
     * @throws cnn.api.ShapeException naming the layer whose input does not fit, the file and line where it was read from one,
     *             and the cure
     */
    public Network build() {
        Network.Builder builder = Network.builder(input);
        if (!layers.isEmpty()) {
            builder.add(layers);
        }
        if (outputs != null) {
            builder.addNamed(JoinedOutputs.NAME, new JoinedOutputs(), outputs);
        }
        return builder.build();
    }
}
