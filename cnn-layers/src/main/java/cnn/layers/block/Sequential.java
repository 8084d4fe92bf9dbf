package cnn.layers.block;

import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import java.util.List;

/**
 * Layers one behind the other under one name. With a {@code from} of its own an entry branches off, as in a network; the
 * output is that of the last entry. Takes what its first entry takes, several inputs included.
 *
 * @param layers the entries, one or more
 */
@Id("sequential")
public record Sequential(List<Entry> layers) implements Block {
    public Sequential {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "A sequential block needs at least one layer but was given none. Give it one, or leave it out.");
        }
    }

    /** Parts one behind the other. */
    public static Sequential of(Part... layers) {
        return new Sequential(Entry.chain(layers));
    }

    @Override
    public Signal expand(Expansion in) {
        return in.add(layers);
    }
}
