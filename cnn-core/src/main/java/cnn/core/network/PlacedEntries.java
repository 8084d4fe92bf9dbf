package cnn.core.network;

import cnn.api.ShapeException;
import cnn.api.layer.Entry;
import cnn.core.config.ConfigException;
import cnn.core.config.Location;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Entries that were read from a file, and where each of them stands there, those in the bodies of blocks included. Equal to
 * any list of the same entries: where something is written is not part of what it says.
 */
public final class PlacedEntries extends AbstractList<Entry> implements RandomAccess {
    /** Entries from nowhere. */
    static final PlacedEntries NONE = new PlacedEntries(List.of(), Map.of());

    private final List<Entry> entries;
    private final Map<Entry, Location> places;

    /**
     * Entries with their places.
     *
     * @param places by identity ({@link java.util.IdentityHashMap}), since two entries may say the same; not changed any more
     */
    public PlacedEntries(List<Entry> entries, Map<Entry, Location> places) {
        this.entries = List.copyOf(entries);
        this.places = places;
    }

    /** What {@link List#copyOf} gives, but with places kept. */
    public static List<Entry> copyOf(List<Entry> entries) {
        return entries instanceof PlacedEntries ? entries : List.copyOf(entries);
    }

    /** These entries, some with others in their place, which stand where those stood. */
    public static List<Entry> replaced(List<Entry> entries, UnaryOperator<Entry> change) {
        Map<Entry, Location> places = entries instanceof PlacedEntries placed
                ? new IdentityHashMap<>(placed.places)
                : new IdentityHashMap<>();
        List<Entry> changed = new ArrayList<>();
        for (Entry entry : entries) {
            Entry other = change.apply(entry);
            Location place = places.get(entry);
            if (place != null) {
                places.put(other, place);
            }
            changed.add(other);
        }
        return new PlacedEntries(changed, places);
    }

    @Override
    public Entry get(int index) {
        return entries.get(index);
    }

    @Override
    public int size() {
        return entries.size();
    }

    /** Where an entry, of this list or of a block's body in it, stands; null where it was not read. */
    @Nullable
    Location place(Entry entry) {
        return places.get(entry);
    }

    /** A refusal with the place of the entry that it is about; itself where there is none, or it has one already. */
    static IllegalArgumentException placed(@Nullable Location place, IllegalArgumentException refusal) {
        if (place == null || isPlaced(refusal)) {
            return refusal;
        }
        return refusal instanceof ShapeException
                ? new Misfit(place, refusal)
                : new ConfigException(place, String.valueOf(refusal.getMessage()), refusal);
    }

    /** Whether a refusal says where what it is about is written. */
    static boolean isPlaced(IllegalArgumentException refusal) {
        return refusal instanceof Misfit || refusal instanceof ConfigException;
    }

    /** Shapes that do not fit, with the file and line of the layer. */
    private static final class Misfit extends ShapeException {
        private static final long serialVersionUID = 1L;

        Misfit(Location place, IllegalArgumentException refusal) {
            super(place + ": " + refusal.getMessage());
            initCause(refusal);
        }
    }
}
