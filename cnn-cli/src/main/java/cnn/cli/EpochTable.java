package cnn.cli;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.cli.screen.Cells;
import cnn.cli.screen.Ink;
import cnn.cli.screen.Line;
import cnn.cli.screen.Screen;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The epochs that are over, a row each, in the columns for which a terminal has room: where it is narrow, those that say most. The
 * heading stands over the first row and wherever columns come or go.
 */
final class EpochTable {
    private static final String TRAINING = "training";
    private static final String VALIDATION = "validation";
    private static final String BEST = "best";
    private static final int NUMBER = 7;
    private static final int SHARE = 8;
    private static final int LONGEST_HEADING = 14;
    private static final int GAP = 2;
    private static final int SHORT = 5;
    /** Columns below which the best epoch has no mark. */
    private static final int NARROW = 30;

    /** @param rank how soon it is left out: 0 never is */
    private record Column(String group, String heading, int width, int rank, String cell) {
        boolean isLike(Column other) {
            return group.equals(other.group) && heading.equals(other.heading) && width == other.width;
        }
    }

    private final int epochs;
    private final Screen screen;
    private List<Column> last = List.of();

    /** A table for a run of so many epochs. */
    EpochTable(int epochs, Screen screen) {
        this.epochs = epochs;
        this.screen = screen;
    }

    /** The row of an epoch in at most so many columns of the terminal, with a heading before it where one is due. */
    List<String> row(EpochReport report, int most) {
        List<Column> columns = fitting(columns(report), most < NARROW ? most : most - GAP - BEST.length());
        List<String> lines = new ArrayList<>();
        if (columns.size() != last.size()
                || !columns.stream().allMatch(column -> last.stream().anyMatch(column::isLike))) {
            if (columns.stream().anyMatch(column -> !column.group.isEmpty())) {
                lines.add(groups(columns, most));
            }
            lines.add(headings(columns, most));
            last = columns;
        }
        lines.add(cells(columns, report, most));
        return lines;
    }

    private List<Column> columns(EpochReport report) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("", "epoch", Math.max(5, Integer.toString(epochs).length()), 0,
                Integer.toString(report.epoch())));
        Scores validation = report.validation();
        add(columns, TRAINING, report.train(), validation == null ? 1 : 2, validation == null ? 2 : 5);
        if (validation != null) {
            add(columns, VALIDATION, validation, Double.isNaN(validation.accuracy()) ? 1 : 3, 1);
            if (report.raw() != null) {
                columns.add(new Column(VALIDATION, "unaveraged", 10, 8, Double.isNaN(report.raw().accuracy())
                        ? number(report.raw().loss())
                        : Text.percent(report.raw().accuracy())));
            }
        }
        new TreeMap<>((validation == null ? report.train() : validation).metrics()).forEach((name, value) -> {
            if (!name.equals("accuracy")) {
                String heading = Cells.cut(Echo.of(name), LONGEST_HEADING, screen.glyphs());
                columns.add(new Column(validation == null ? TRAINING : VALIDATION, heading,
                        Math.max(NUMBER, Cells.of(heading)), 9, number(value)));
            }
        });
        columns.add(new Column("", "rate", NUMBER, 6, rate(report.learningRate())));
        columns.add(new Column("", "images/s", SHARE, 7, Text.count(report.imagesPerSecond())));
        columns.add(new Column("", "time", NUMBER, 4, Text.time(report.seconds())));
        return columns;
    }

    private static void add(List<Column> columns, String group, Scores scores, int lossRank, int accuracyRank) {
        boolean alone = Double.isNaN(scores.accuracy());
        columns.add(new Column(group, "loss", alone ? group.length() : NUMBER, lossRank, number(scores.loss())));
        if (!alone) {
            columns.add(new Column(group, "accuracy", SHARE, accuracyRank, Text.percent(scores.accuracy())));
        }
    }

    /** In at most seven columns. */
    private static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
        }
        return String.format(Locale.ROOT,
                size != 0 && size < 0.001 || size >= 10_000
                        ? "%.1e"
                        : size < 10 ? "%.4f" : size < 100 ? "%.3f" : "%.1f",
                value);
    }

    private static String rate(double rate) {
        return rate >= 0.001 && rate < 10 ? String.format(Locale.ROOT, "%.5f", rate) : number(rate);
    }

    /** The columns that say most and fit, in their order. */
    private static List<Column> fitting(List<Column> all, int most) {
        List<Column> chosen = new ArrayList<>();
        for (Column column : all.stream().sorted(Comparator.comparingInt(Column::rank)).toList()) {
            List<Column> more = all.stream().filter(one -> one == column || chosen.contains(one)).toList();
            if (column.rank == 0 || width(more) <= most) {
                chosen.add(column);
            }
        }
        return all.stream().filter(chosen::contains).toList();
    }

    private static int width(List<Column> columns) {
        int width = 0;
        for (int i = 0; i < columns.size(); i++) {
            width += (i == 0 ? 0 : GAP) + columns.get(i).width;
        }
        return width;
    }

    private String groups(List<Column> columns, int most) {
        Line line = Line.of(most, screen);
        int column = 0;
        for (int i = 0; i < columns.size();) {
            String group = columns.get(i).group;
            int from = column + (i == 0 ? 0 : GAP);
            for (; i < columns.size() && columns.get(i).group.equals(group); i++) {
                column += (i == 0 ? 0 : GAP) + columns.get(i).width;
            }
            if (!group.isEmpty()) {
                line.to(from).add(Ink.FAINT, over(group, column - from));
            }
        }
        return line.toString();
    }

    /** {@code ──── validation ────}. */
    private String over(String group, int width) {
        String rule = screen.glyphs() ? "─" : "-";
        int rest = Math.max(0, width - group.length() - 2);
        if (width < group.length()) {
            return Cells.right(group.substring(0, Math.min(width, SHORT)), width); // train, valid
        }
        return rest == 0
                ? Cells.right(group, width)
                : rule.repeat(rest / 2) + " " + group + " " + rule.repeat(rest - rest / 2);
    }

    private String headings(List<Column> columns, int most) {
        Line line = Line.of(most, screen);
        for (int i = 0; i < columns.size(); i++) {
            line.add(" ".repeat(i == 0 ? 0 : GAP)).add(Ink.FAINT,
                    Cells.right(columns.get(i).heading, columns.get(i).width));
        }
        return line.toString();
    }

    private String cells(List<Column> columns, EpochReport report, int most) {
        Line line = Line.of(most, screen);
        String judged = report.validation() == null ? TRAINING : VALIDATION;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Ink ink = column.rank == 0
                    ? Ink.BOLD
                    : column.group.isEmpty()
                            ? Ink.FAINT
                            : report.best() && column.group.equals(judged) ? Ink.GREEN : Ink.PLAIN;
            line.add(" ".repeat(i == 0 ? 0 : GAP)).add(ink, Cells.right(column.cell, column.width));
        }
        if (report.best() && line.free() >= GAP + BEST.length()) {
            line.add(" ".repeat(GAP)).add(Ink.GREEN, BEST);
        }
        String waited = TrainingProgress.waited(report);
        if (waited.length() <= line.free()) {
            line.add(Ink.YELLOW, waited);
        }
        return line.toString();
    }
}
