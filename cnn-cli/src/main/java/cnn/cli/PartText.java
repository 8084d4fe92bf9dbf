package cnn.cli;

import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Layer;
import cnn.core.config.ComponentText;

/** A layer or block as a pipeline would call it: with all that it does not say by default. */
final class PartText {
    private PartText() {
    }

    /** A block, without the parts that it is given: what is in it is another table. */
    static String block(Block block) {
        return ComponentText.withoutParts(Block.class, block);
    }

    static String layer(Layer layer) {
        return ComponentText.of(Layer.class, layer);
    }

    /** What a pipeline calls layers of this kind; of a class without an id, its name. */
    static String id(Layer layer) {
        Id id = layer.getClass().getAnnotation(Id.class);
        return id == null ? layer.getClass().getSimpleName() : id.value();
    }
}
