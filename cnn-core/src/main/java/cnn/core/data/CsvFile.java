package cnn.core.data;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.PictureFiles;
import cnn.api.data.Pictures;
import cnn.api.data.Target;
import cnn.core.data.CsvTable.Row;
import cnn.core.pictures.StandardDecoder;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that a CSV file lists, with whatever is known of each: a class, soft labels, several labels or numbers. The
 * first line names the columns, and each line after it is a picture:
 *
 * <pre>
 * file,upright,lying
 * images/1.png,1,0
 * images/2.png,1,1
 * </pre>
 *
 * Classes are numbered in the order of their names. Pictures are read as those of {@link ImageFolder} are.
 *
 * @param path the file, which may be in a zip or tar archive with its pictures: {@code pictures.zip/list.csv}
 * @param file the column with the pictures' paths, which start in the file's folder
 * @param targets what is to be learnt: the columns of each target, by the target's name
 * @param part the column that says {@code train}, {@code validation} or {@code test}; null where all is to learn from
 * @param validation another such file, with pictures for validation; null for none
 * @param test another such file, with pictures for the test; null for none
 */
@Id("csv")
public record CsvFile(String path, @Default("file") String file, Map<String, CsvTarget> targets,
        @Nullable String part, @Nullable String validation, @Nullable String test) implements DataSource {
    private static final int TRAIN = 0;
    private static final int VALIDATION = 1;
    private static final int TEST = 2;

    public CsvFile {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "csv was given no targets, so that nothing could be learnt. Name the columns, "
                            + "for example targets: {kind: {label: label}}.");
        }
        if (part != null && (validation != null || test != null)) {
            throw new IllegalArgumentException(
                    "csv was given part '" + Echo.of(part) + "' and files for validation or test "
                            + "as well. Give either the column that tells the part, or a file for each part.");
        }
    }

    /** A file with one target. */
    public static CsvFile of(String path, CsvTarget target) {
        return new CsvFile(path, "file", Map.of(Target.ONLY, target), null, null, null);
    }

    /** With several targets, by name. */
    public CsvFile targets(Map<String, CsvTarget> newTargets) {
        return new CsvFile(path, file, newTargets, part, validation, test);
    }

    /** With the pictures' paths in another column. */
    public CsvFile file(String column) {
        return new CsvFile(path, column, targets, part, validation, test);
    }

    /** With parts that a column tells. */
    public CsvFile part(String column) {
        return new CsvFile(path, file, targets, column, validation, test);
    }

    /** With pictures for validation in another file. */
    public CsvFile validation(String newPath) {
        return new CsvFile(path, file, targets, part, newPath, test);
    }

    /** With pictures for the test in another file. */
    public CsvFile test(String newPath) {
        return new CsvFile(path, file, targets, part, validation, newPath);
    }

    /** Rows of one part, and the table that they are from. */
    private record Rows(CsvTable table, List<Row> rows) {
    }

    @Override
    public Splits open(Request request) {
        try (DataPlace main = DataPlace.file(request, path);
                DataPlace held = validation == null ? null : DataPlace.file(request, validation);
                DataPlace last = test == null ? null : DataPlace.file(request, test)) {
            CsvTable table = CsvTable.read(main.path());
            return open(request, table, part == null
                    ? List.of(new Rows(table, table.rows()), other(held), other(last))
                    : parts(table, table.column(part)));
        }
    }

    private Splits open(Request request, CsvTable main, List<Rows> parts) {
        if (parts.getFirst().rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(main.file()) + "' lists no pictures to learn from. Write a "
                            + "line for each below the heading" + (part == null
                                    ? "."
                                    : ", with train in the column '" + Echo.of(part)
                                            + "'."));
        }
        List<Target> described = new ArrayList<>();
        targets.forEach((name, columns) -> described.add(columns.describe(name, main, parts.getFirst().rows)));
        int[] used = IntStream.range(0, parts.size()).filter(i -> !parts.get(i).rows.isEmpty()).toArray();
        float[][][] numbers = new float[parts.size()][][];
        List<PictureFiles> files = new ArrayList<>();
        for (int i : used) { // all of the tables is checked before any picture is read
            numbers[i] = numbers(parts.get(i), described);
            files.add(files(parts.get(i)));
        }
        List<Pictures> pictures = StandardDecoder.pictures(files, request);
        DataSet[] sets = new DataSet[parts.size()];
        for (int u = 0; u < used.length; u++) {
            if (pictures.get(u).size() == 0) {
                pictures.forEach(Pictures::close);
                throw new IllegalArgumentException("Of the " + Count.of(files.get(u).size(), "picture") + " that '"
                        + Echo.path(parts.get(used[u]).table.file()) + "' lists none can be read. Check the column '"
                        + Echo.of(file) + "': a relative path starts at '" + Echo.path(files.get(u).folder()) + "'.");
            }
            sets[used[u]] = pictures.get(u).with(described, numbers[used[u]]);
        }
        return new Splits(sets[TRAIN], sets[VALIDATION], sets[TEST]);
    }

    private static List<Rows> parts(CsvTable main, int column) {
        List<Rows> parts = List.of(new Rows(main, new ArrayList<>()), new Rows(main, new ArrayList<>()),
                new Rows(main, new ArrayList<>()));
        for (Row row : main.rows()) {
            parts.get(switch (row.cells().get(column).toLowerCase(Locale.ROOT)) {
                case "train" -> TRAIN;
                case "validation", "val", "valid" -> VALIDATION;
                case "test" -> TEST;
                default ->
                    throw main.wrong(row, column, "but a part is train, validation or test. Write one of these.");
            }).rows.add(row);
        }
        return parts;
    }

    private static Rows other(@Nullable DataPlace place) {
        if (place == null) {
            return new Rows(new CsvTable(Path.of(""), List.of(), List.of()), List.of());
        }
        CsvTable table = CsvTable.read(place.path());
        if (table.rows().isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(table.file()) + "' lists no pictures. Write a line for each "
                            + "below the heading, or do not name the file.");
        }
        return new Rows(table, table.rows());
    }

    private float[][] numbers(Rows rows, List<Target> described) {
        int width = TargetReader.width(described);
        float[][] numbers = new float[rows.rows.size()][width];
        for (int i = 0; i < numbers.length; i++) {
            int at = 0;
            for (Target target : described) {
                targets.get(target.name()).read(rows.table, rows.rows.get(i), target, numbers[i], at);
                at += target.width();
            }
        }
        return numbers;
    }

    private PictureFiles files(Rows rows) {
        int column = rows.table.column(file);
        Path folder = rows.table.file().toAbsolutePath().normalize().getParent();
        List<Path> files = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Row row : rows.rows) {
            String name = row.cells().get(column);
            try {
                if (name.isBlank()) {
                    throw new InvalidPathException(name, "empty");
                }
                files.add(folder.resolve(name));
            } catch (InvalidPathException e) {
                throw rows.table.wrong(row, column, "which is no path of a file. Mend it, or leave that line out.");
            }
            names.add(name);
        }
        return new PictureFiles(folder, files, names);
    }
}
