package cnn.core.data;

import cnn.api.Id;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.core.text.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Another source with its classes renamed, merged or left out: {@code {cat: pet, dog: pet, owl: owl}} makes two classes
 * of three. Images of classes that are not listed are left out. Classes are numbered in the order in which their new
 * names are first given.
 *
 * @param data where the images come from
 * @param classes new names by old ones
 */
@Id("relabel")
public record RelabelData(DataSource data, Map<String, String> classes) implements DataSource {
    public RelabelData {
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("Relabelling was given no classes. Map each class to keep to its name, "
                    + "for example classes: {ellipse: circle, triangle: triangle}.");
        }
        ClassNames.check(List.copyOf(new LinkedHashSet<>(classes.values())), "the new names of relabel");
    }

    /** A source's classes under other names. */
    public static RelabelData of(DataSource data, Map<String, String> classes) {
        return new RelabelData(data, classes);
    }

    @Override
    public Splits open(Request request) {
        Splits parts = CheckedSplits.open(data, request);
        CheckedData.requireClasses(parts.train(), "relabel");
        List<String> known = parts.train().classes();
        for (String name : classes.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("relabel names the class '" + name + "', which the data does not "
                        + "have." + Nearest.question(name, known) + " Its classes: " + String.join(", ", known) + ".");
            }
        }
        List<String> names = classes.values().stream().distinct().toList();
        int[] numbers = known.stream().map(classes::get).mapToInt(names::indexOf).toArray();
        DataSet train = relabelled(parts.train(), "training", names, numbers, request);
        if (train == null) {
            throw new IllegalArgumentException("relabel leaves no training images: none is of the classes "
                    + String.join(", ", classes.keySet()) + ". List classes that the training part has.");
        }
        return new Splits(train, relabelled(parts.validation(), "validation", names, numbers, request),
                relabelled(parts.test(), "test", names, numbers, request));
    }

    private static @Nullable DataSet relabelled(@Nullable DataSet part, String name, List<String> names, int[] numbers,
            Request request) {
        if (part == null) {
            return null;
        }
        int[] omitted = new int[numbers.length];
        int[] kept = IntStream.range(0, part.size()).filter(i -> {
            int label = CheckedData.label(part, i);
            omitted[label] += numbers[label] < 0 ? 1 : 0;
            return numbers[label] >= 0;
        }).toArray();
        if (kept.length < part.size()) {
            List<String> told = new ArrayList<>();
            for (int c = 0; c < omitted.length; c++) {
                if (omitted[c] > 0) {
                    told.add(part.classes().get(c) + " (" + omitted[c] + ")");
                }
            }
            request.notes().accept("Left out " + (part.size() - kept.length) + " of " + part.size() + " " + name
                    + " images, of classes that relabel does not list: " + ClassNames.few(told) + ".");
        }
        if (kept.length == 0) {
            return null;
        }
        return Relabelled.of(kept.length == part.size() ? part : new Subset(part, kept), names, numbers);
    }
}
