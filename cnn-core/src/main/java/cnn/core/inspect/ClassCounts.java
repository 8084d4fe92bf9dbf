package cnn.core.inspect;

import cnn.api.data.DataSet;
import cnn.core.data.CheckedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Images of each class, part by part.
 *
 * @param classes in the order of their numbers
 * @param parts the names of the parts
 * @param counts for each part a number for each class
 */
public record ClassCounts(List<String> classes, List<String> parts, List<int[]> counts) {
    /** A class with so many times the training images of another is learnt at the other's cost. */
    public static final int UNEVEN = 5;

    public ClassCounts {
        classes = List.copyOf(classes);
        parts = List.copyOf(parts);
        counts = List.copyOf(counts);
    }

    /** Counts the images of parts that have classes, by their labels alone; the first part's classes are everybody's. */
    public static ClassCounts of(Map<String, DataSet> parts) {
        List<String> classes = parts.values().iterator().next().classes();
        return new ClassCounts(classes, List.copyOf(parts.keySet()), parts.values().stream().map(part -> {
            int[] counts = new int[classes.size()];
            for (int label : CheckedData.labels(part)) {
                counts[label]++;
            }
            return counts;
        }).toList());
    }

    /** Counts the images of parts that have classes and can be read. */
    static ClassCounts of(List<InspectedPart> parts) {
        return new ClassCounts(parts.getFirst().images().classes(), parts.stream().map(InspectedPart::name).toList(),
                parts.stream().map(InspectedPart::counts).toList());
    }

    /**
     * A class without images in a part.
     *
     * @param part the name of the part
     * @param name the name of the class
     */
    public record Empty(String part, String name) {
    }

    /** Classes without images, part by part. */
    public List<Empty> empty() {
        List<Empty> empty = new ArrayList<>();
        for (int p = 0; p < counts.size(); p++) {
            for (int c = 0; c < classes.size(); c++) {
                if (counts.get(p)[c] == 0) {
                    empty.add(new Empty(parts.get(p), classes.get(c)));
                }
            }
        }
        return empty;
    }

    /** Classes without an image to learn from. */
    public List<Empty> unlearnable() {
        return empty().stream().filter(one -> one.part.equals(parts.getFirst())).toList();
    }

    /** How many times the images of the smallest class the largest has among those to learn from, empty ones left out. */
    public double ratio() {
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (int count : counts.getFirst()) {
            most = Math.max(most, count);
            least = count == 0 ? least : Math.min(least, count);
        }
        return most == 0 ? 1 : (double) most / least;
    }

    /** Whether classes differ so much that weights or balanced sampling are called for. */
    public boolean isUneven() {
        return ratio() >= UNEVEN;
    }
}
