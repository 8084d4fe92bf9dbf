package cnn.core.data;

import cnn.api.Default;
import cnn.api.data.Target;
import cnn.api.data.Target.Kind;
import cnn.core.data.CsvTable.Row;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a CSV file hold a target; one of these is given.
 *
 * @param label the column with the class of each image, by name
 * @param softLabel columns with the probability of each class, which sum to 1
 * @param labels columns with 1 where an image has a label, else 0
 * @param numbers columns with numbers
 */
public record CsvTarget(@Nullable String label, @Default("[]") List<String> softLabel,
        @Default("[]") List<String> labels, @Default("[]") List<String> numbers) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    public CsvTarget {
        softLabel = List.copyOf(softLabel);
        labels = List.copyOf(labels);
        numbers = List.copyOf(numbers);
        int given = (label == null ? 0 : 1) + (softLabel.isEmpty() ? 0 : 1) + (labels.isEmpty() ? 0 : 1)
                + (numbers.isEmpty() ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException(
                    "A target of csv takes one of label, soft-label, labels and numbers, but was "
                            + "given " + (given == 0 ? "none" : given + " of them")
                            + ". Write for example {label: kind} or {numbers: [x, y]}.");
        }
    }

    /** The class that a column names. */
    public static CsvTarget label(String column) {
        return new CsvTarget(column, List.of(), List.of(), List.of());
    }

    /** The probability of each class. */
    public static CsvTarget softLabel(String... columns) {
        return new CsvTarget(null, List.of(columns), List.of(), List.of());
    }

    /** Several labels, 0 or 1 each. */
    public static CsvTarget labels(String... columns) {
        return new CsvTarget(null, List.of(), List.of(columns), List.of());
    }

    /** Numbers. */
    public static CsvTarget numbers(String... columns) {
        return new CsvTarget(null, List.of(), List.of(), List.of(columns));
    }

    /**
     * What the target is called and made of.
     *
     * @param rows the rows to learn from, whose classes are all that there are, in the order of their names
     */
    Target describe(String name, CsvTable table, List<Row> rows) {
        if (label != null) {
            int column = table.column(label);
            TreeSet<String> classes = new TreeSet<>();
            for (Row row : rows) {
                classes.add(row.cells().get(column));
            }
            return Target.classes(List.copyOf(classes)).name(name);
        }
        return new Target(name, !softLabel.isEmpty() ? Kind.SOFT_LABEL : !labels.isEmpty() ? Kind.LABELS : Kind.NUMBERS,
                columns());
    }

    private List<String> columns() {
        return !softLabel.isEmpty() ? softLabel : !labels.isEmpty() ? labels : numbers;
    }

    /** Writes a row's numbers from {@code at} on. */
    void read(CsvTable table, Row row, Target target, float[] into, int at) {
        if (label != null) {
            int column = table.column(label);
            int number = target.names().indexOf(row.cells().get(column));
            if (number < 0) {
                throw table.wrong(row, column, "which is the class of no training image. The classes: "
                        + ClassNames.few(target.names()) + ". Mend it, or leave that line out.");
            }
            into[at + number] = 1;
            return;
        }
        for (int j = 0; j < target.width(); j++) {
            int column = table.column(target.names().get(j));
            String cell = row.cells().get(column);
            boolean isNumber = NUMBER.matcher(cell).matches();
            float value = isNumber ? Float.parseFloat(cell) : Float.NaN;
            if (!labels.isEmpty() && value != 0 && value != 1) {
                throw table.wrong(row, column, "but a label is 1 where an image has it, else 0. Write one of these.");
            }
            if (!Float.isFinite(value)) {
                throw table.wrong(row, column,
                        "but a number is expected, for example 0.25. Mend it, or leave that line "
                                + "out.");
            }
            into[at + j] = value;
        }
    }
}
