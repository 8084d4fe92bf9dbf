package cnn.core.pipeline;

import cnn.api.layer.Layer;
import cnn.core.config.Inline;
import cnn.core.text.Echo;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One layer in its place in a network: {@code flatten}, or {@code {conv2d: {filters: 2}, name: first, from: [input]}}.
 *
 * @param layer what it computes
 * @param name its name; null for one made from its id
 * @param from names of the layers it takes its inputs from, {@code input} being the images; null for the layer before
 */
public record NodeConfig(@Inline Layer layer, @Nullable String name, @Nullable List<String> from) {
    public NodeConfig {
        if (name != null && (name.isBlank() || name.equals("input"))) {
            throw new IllegalArgumentException("A layer cannot be named '" + Echo.of(name)
                    + "'. Choose another name, or leave it out to get one made from the layer's id.");
        }
        if (from != null) {
            from = List.copyOf(from);
            if (from.isEmpty()) {
                throw new IllegalArgumentException("A layer needs at least one input but 'from' is empty. Name the "
                        + "layers it takes its inputs from, or leave 'from' out to take the layer before.");
            }
        }
    }

    /** A layer behind the one before, with a name made from its id. */
    public static NodeConfig of(Layer layer) {
        return new NodeConfig(layer, null, null);
    }

    /** Layers one behind the other, with names made from their ids. */
    public static List<NodeConfig> chain(Layer... layers) {
        return Stream.of(layers).map(NodeConfig::of).toList();
    }

    /** Names the layer. */
    public NodeConfig name(String newName) {
        return new NodeConfig(layer, newName, from);
    }

    /** Takes the outputs of these layers. */
    public NodeConfig from(String... layers) {
        return new NodeConfig(layer, name, List.of(layers));
    }
}
