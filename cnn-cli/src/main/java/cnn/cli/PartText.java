package cnn.cli;

import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Layer;
import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Scalar;
import cnn.core.config.RecordCodec;
import java.util.List;

/**
 * A layer or block as a pipeline would call it: a layer with all that it does not say by default, {@code conv2d filters=16
 * kernel=3x3}, a block by its id.
 *
 * @param codec writes and reads the layers
 */
record PartText(RecordCodec codec) {
    /** A block: what is in it is another table. */
    String block(Block block) {
        Id id = block.getClass().getAnnotation(Id.class);
        return id == null ? block.getClass().getSimpleName() : id.value();
    }

    String layer(Layer layer) {
        ConfigNode node = RecordCodec.encode(Layer.class, layer);
        if (!(node instanceof Keys component) || component.entries().isEmpty()) {
            return node instanceof Scalar id ? id.text() : node.toJson();
        }
        Entry id = component.entries().getFirst();
        StringBuilder text = new StringBuilder(id.key());
        if (id.value() instanceof Keys options) {
            for (Entry option : options.entries()) {
                if (!isDefault(layer, component, id, options, option)) {
                    String value = option.value() instanceof Scalar scalar ? scalar.text() : option.value().toJson();
                    text.append(' ').append(option.key()).append('=').append(value);
                }
            }
        }
        return text.toString();
    }

    /** Whether the layer is the same without this option. */
    private boolean isDefault(Layer layer, Keys component, Entry id, Keys options, Entry option) {
        List<Entry> others = options.entries().stream().filter(entry -> entry != option).toList();
        Entry without = new Entry(id.at(), id.key(), new Keys(options.at(), others));
        try {
            return codec.decode(Layer.class, new Keys(component.at(), List.of(without))).equals(layer);
        } catch (ConfigException e) {
            return false; // it is required
        }
    }
}
