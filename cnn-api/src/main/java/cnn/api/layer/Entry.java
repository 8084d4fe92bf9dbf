package cnn.api.layer;

import cnn.api.Inline;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of a network, or of a block's body: {@code flatten}, or {@code {conv2d: {filters: 2}, name: first, from: input}}.
 *
 * @param part the layer or block
 * @param name its name among the entries of its list; null for one made from its id
 * @param from names of the entries it takes its inputs from, {@code input} being what the list as a whole takes; null for the
 *            entry before
 */
public record Entry(@Inline Part part, @Nullable String name, @Nullable List<String> from) {
    public Entry {
        if (name != null && (name.isBlank() || name.equals("input"))) {
            throw new IllegalArgumentException("A layer cannot be named '" + name.strip() // blank or input
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

    /** A part behind the one before, with a name made from its id. */
    public static Entry of(Part part) {
        return new Entry(part, null, null);
    }

    /** A part behind the one before, with a name. */
    public static Entry of(String name, Part part) {
        return new Entry(part, name, null);
    }

    /** Parts one behind the other, with names made from their ids. */
    public static List<Entry> chain(Part... parts) {
        return Stream.of(parts).map(Entry::of).toList();
    }

    /** Names it. */
    public Entry name(String newName) {
        return new Entry(part, newName, from);
    }

    /** Takes the outputs of these. */
    public Entry from(String... names) {
        return new Entry(part, name, List.of(names));
    }

    /** {@code first: Conv2d[filters=2] from [input]}, as messages show it. */
    @Override
    public String toString() {
        return (name == null ? "" : name + ": ") + part + (from == null ? "" : " from " + from);
    }
}
