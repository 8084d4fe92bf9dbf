package cnn.core.data;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in a CSV file: a heading that names the columns, then a row in each line, cells separated by commas, text with
 * commas in double quotes (RFC 4180), in UTF-8. Empty lines are passed over.
 *
 * @param file where it was read
 * @param columns what the heading says
 * @param rows all others, with as many cells each
 */
record CsvTable(Path file, List<String> columns, List<Row> rows) {
    private static final CsvFactory CSV = CsvFactory.builder().enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES).disable(CsvParser.Feature.ALLOW_TRAILING_COMMA).build();

    /**
     * One row.
     *
     * @param line where it begins in the file, from 1
     * @param cells one for each column
     */
    record Row(int line, List<String> cells) {
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException naming file and line, where it is no such table
     */
    static CsvTable read(Path file) {
        List<Row> rows = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file); CsvParser parser = CSV.createParser(text)) {
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                int line = 0;
                List<String> cells = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    // only at the first cell is the parser in the row's own line
                    line = cells.isEmpty() ? parser.currentLocation().getLineNr() : line;
                    cells.add(parser.getText());
                }
                rows.add(new Row(line, cells));
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' is no text in UTF-8. Save it as UTF-8.", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' is no table (line " + e.getLocation().getLineNr()
                            + ": " + e.getOriginalMessage()
                            + "). Separate cells by commas, put text with commas or quotes into "
                            + "double quotes, and write a quote in it twice.",
                    e);
        } catch (IOException e) {
            throw Folders.unreadable(file, e);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' is empty. Write a heading that names the columns, "
                            + "for example file,label, and a line for each image.");
        }
        List<String> columns = columns(file, rows.removeFirst().cells);
        for (Row row : rows) {
            if (row.cells.size() != columns.size()) {
                throw new IllegalArgumentException("Line " + row.line + " of '" + Echo.path(file) + "' has "
                        + Count.of(row.cells.size(), "cell") + ", but the heading names "
                        + Count.of(columns.size(), "column") + " ("
                        + Echo.of(ClassNames.few(columns))
                        + "). Give each column a cell, and put text with commas into "
                        + "double quotes.");
            }
        }
        return new CsvTable(file, columns, rows);
    }

    private static List<String> columns(Path file, List<String> heading) {
        List<String> columns = new ArrayList<>(heading);
        columns.set(0, columns.getFirst().replace("\uFEFF", "")); // some programs mark UTF-8 so
        if (columns.size() == 1 && columns.getFirst().indexOf(';') >= 0) {
            throw new IllegalArgumentException("The heading of '" + Echo.path(file) + "' is one column, '"
                    + Echo.of(columns.getFirst()) + "'. Separate columns by commas, not by semicolons.");
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.indexOf(columns.get(i)) < i) {
                throw new IllegalArgumentException("The heading of '" + Echo.path(file) + "' names the column '"
                        + Echo.of(columns.get(i)) + "' twice. Give each column a name of its own.");
            }
        }
        return columns;
    }

    /**
     * Number of the column with a name.
     *
     * @throws IllegalArgumentException naming the columns that there are
     */
    int column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' has no column '" + Echo.of(name) + "'."
                    + Nearest.question(name, columns) + " Its columns: " + Echo.of(String.join(", ", columns)) + ".");
        }
        return index;
    }

    /** What to say where a cell is wrong. */
    IllegalArgumentException wrong(Row row, int column, String problem) {
        return new IllegalArgumentException("Line " + row.line + " of '" + Echo.path(file) + "' has '"
                + Echo.of(row.cells.get(column)) + "' in the column '" + Echo.of(columns.get(column)) + "', "
                + problem);
    }
}
