package cnn.layers.block;

import cnn.api.layer.Layer;
import cnn.layers.Add;
import cnn.layers.Concat;
import cnn.layers.Maximum;
import cnn.layers.Multiply;
import java.util.Locale;

/** How branches come together. */
public enum Merge {
    /** {@link Add}: number by number. */
    ADD,
    /** {@link Concat}: side by side along the channels. */
    CONCAT,
    /** {@link Multiply}: number by number, or each channel by a factor of its own. */
    MULTIPLY,
    /** {@link Maximum}: the largest, number by number. */
    MAXIMUM;

    Layer layer() {
        return switch (this) {
            case ADD -> new Add();
            case CONCAT -> new Concat();
            case MULTIPLY -> new Multiply();
            case MAXIMUM -> new Maximum();
        };
    }

    /** As a pipeline writes it, and what the layer is called. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
