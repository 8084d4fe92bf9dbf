package cnn.cli;

import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Layer;
import cnn.core.config.ComponentText;

/** A layer or block as a pipeline would call it: a layer with all that it does not say by default, a block by its id. */
final class PartText {
    private PartText() {
    }

    /** A block: what is in it is another table. */
    static String block(Block block) {
        Id id = block.getClass().getAnnotation(Id.class);
        return id == null ? block.getClass().getSimpleName() : id.value();
    }

    static String layer(Layer layer) {
        return ComponentText.of(Layer.class, layer);
    }
}
