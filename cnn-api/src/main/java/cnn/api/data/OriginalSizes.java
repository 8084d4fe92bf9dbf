package cnn.api.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many pictures of some files had which size before they were resized. Takes memory for each size, however many pictures have
 * it. Immutable; data sets whose images come from the same files share one object.
 */
public final class OriginalSizes {
    private final SortedMap<Size, Integer> counts;

    /** How large a picture is, in pixels. Ordered by area, of equal ones by height. */
    public record Size(int height, int width) implements Comparable<Size> {
        private static final Comparator<Size> ORDER = Comparator.comparingLong(Size::pixels)
                .thenComparingInt(Size::height);

        /** Height times width. */
        public long pixels() {
            return (long) height * width;
        }

        @Override
        public int compareTo(Size other) {
            return ORDER.compare(this, other);
        }
    }

    /** Counts pictures as they are read, from any number of threads. */
    public static final class Counter {
        private final SortedMap<Size, Integer> counts = new TreeMap<>();

        /** Of nothing so far. */
        public Counter() {
            // its map is empty
        }

        /** One more picture. */
        public synchronized void add(int height, int width) {
            counts.merge(new Size(height, width), 1, Integer::sum);
        }

        /** What has been counted so far. */
        public synchronized OriginalSizes counted() {
            return new OriginalSizes(counts);
        }
    }

    private OriginalSizes(Map<Size, Integer> counts) {
        this.counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /**
     * Of counts that are known.
     *
     * @throws IllegalArgumentException where a size or a count is less than 1
     */
    public static OriginalSizes of(Map<Size, Integer> counts) {
        counts.forEach((size, count) -> {
            if (size.height < 1 || size.width < 1 || count < 1) {
                throw new IllegalArgumentException(
                        "There are pictures of 1×1 pixels or more, and 1 of each size or more, "
                                + "but " + count + " of " + size.height + "×" + size.width
                                + " (height × width) were given. Leave "
                                + "sizes out that no picture has.");
            }
        });
        return new OriginalSizes(counts);
    }

    /** Of pictures that all have one size; of none at all where there are none. */
    public static OriginalSizes of(int height, int width, int count) {
        return count == 0 ? of(Map.of()) : of(Map.of(new Size(height, width), count));
    }

    /** All of these together. */
    public static OriginalSizes of(Collection<OriginalSizes> several) {
        SortedMap<Size, Integer> sums = new TreeMap<>();
        several.forEach(one -> one.counts.forEach((size, count) -> sums.merge(size, count, Integer::sum)));
        return new OriginalSizes(sums);
    }

    /** Pictures of each size, the smallest size first. */
    public SortedMap<Size, Integer> counts() {
        return counts;
    }

    /** How many pictures there are. */
    public int pictures() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * The size that a share of the pictures does not exceed: 0 for the smallest, 0.5 for the median, 1 for the largest.
     *
     * @throws IllegalStateException where there is no picture
     */
    public Size quantile(double share) {
        if (counts.isEmpty()) {
            throw new IllegalStateException("There are no pictures, and so no size of any. Ask for pictures() first.");
        }
        long wanted = Math.max(1, (long) Math.ceil(share * pictures()));
        for (Map.Entry<Size, Integer> entry : counts.entrySet()) {
            wanted -= entry.getValue();
            if (wanted <= 0) {
                return entry.getKey();
            }
        }
        return counts.lastKey();
    }

    /** The sizes that most pictures have, the commonest first, of equal ones the smaller. */
    public List<Size> commonest(int most) {
        List<Size> sizes = new ArrayList<>(counts.keySet());
        sizes.sort(Comparator.comparing((Size size) -> -counts.get(size))); // stable
        return List.copyOf(sizes.subList(0, Math.min(most, sizes.size())));
    }
}
