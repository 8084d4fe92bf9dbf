package cnn.api.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What the scores of a network are compared with: so many numbers for every example, and what they mean. A
 * {@link DataSet} says it before any example is read.
 *
 * <p>Names are checked where the data is opened, by whoever can say which data has them.
 *
 * @param name what it is called where a data set has several targets
 * @param kind what its numbers are
 * @param names of the classes, labels or numbers, in the order of the scores
 */
public record Target(String name, Kind kind, List<String> names) {
    /** The name of a target that was given none: enough for data that has only one. */
    public static final String ONLY = "target";

    public Target {
        names = names == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(names));
    }

    /** What the numbers of a target are. */
    public enum Kind {
        /** One of several classes: 1 at the class of the example, 0 elsewhere. */
        CLASS("a class"),
        /** How probable each class is: numbers in [0, 1] that sum to 1. */
        SOFT_LABEL("a soft label"),
        /** Any number of several labels, each on its own: 1 where the example has the label, 0 where not. */
        LABELS("several labels"),
        /** Any finite numbers: what regression learns. */
        NUMBERS("numbers");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What an example has, in a message: {@code several labels}. */
        public String words() {
            return words;
        }

        /** What one of its numbers stands for: a class, a label or a number. */
        public String noun() {
            return switch (this) {
                case CLASS, SOFT_LABEL -> "class";
                case LABELS -> "label";
                case NUMBERS -> "number";
            };
        }

        /** Whether the numbers say which of several classes an example belongs to. */
        public boolean isOfClasses() {
            return this == CLASS || this == SOFT_LABEL;
        }

        /** {@code soft-label}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One of these classes. */
    public static Target classes(List<String> names) {
        return new Target(ONLY, Kind.CLASS, names);
    }

    /** One of these classes. */
    public static Target classes(String... names) {
        return classes(List.of(names));
    }

    /** How probable each of these classes is. */
    public static Target softLabel(String... classes) {
        return new Target(ONLY, Kind.SOFT_LABEL, List.of(classes));
    }

    /** Any of these labels, 0 or 1 each. */
    public static Target labels(String... names) {
        return new Target(ONLY, Kind.LABELS, List.of(names));
    }

    /** Numbers of these names. */
    public static Target numbers(String... names) {
        return new Target(ONLY, Kind.NUMBERS, List.of(names));
    }

    /** The same under another name, by which the outputs of a network tell several targets apart. */
    public Target name(String newName) {
        return new Target(newName, kind, names);
    }

    /** Numbers of one example: one for each name. */
    public int width() {
        return names.size();
    }
}
