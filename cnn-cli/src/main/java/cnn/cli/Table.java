package cnn.cli;

import cnn.cli.screen.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in columns: numbers to the right, all else to the left. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    /** A table with a heading. */
    Table(Object... heading) {
        row(heading);
    }

    /** Adds a row. */
    Table row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
        return this;
    }

    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        Arrays.fill(numbers, rows.size() > 1);
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                widths[c] = Math.max(widths[c], Cells.of(row[c]));
                numbers[c] &= row == rows.getFirst() || isNumber(row[c]);
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.length; c++) {
                line.append(numbers[c] ? Cells.right(row[c], widths[c]) : Cells.left(row[c], widths[c])).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static boolean isNumber(String cell) {
        return cell.isEmpty() || cell.equals("–") || Character.isDigit(cell.charAt(0)) && !cell.contains("x");
    }
}
