package cnn.cli;

import cnn.core.evaluate.AccuracyInterval;
import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.ConfusionMatrix;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Figures;
import cnn.core.evaluate.Group;
import cnn.core.evaluate.LabelFigures;
import cnn.core.evaluate.NumberFigures;
import cnn.core.evaluate.Part;
import cnn.core.model.TestAugmentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation for people and for programs.
 *
 * @param model the model's file
 * @param data what it was measured on
 * @param part the part of the data that was measured
 * @param augmentation what the model looked at besides each image; null for nothing
 * @param evaluation the numbers
 * @param groups how well the model does on each group, worst first; empty where none was asked for
 */
record EvaluationReport(String model, String data, Part part, @Nullable TestAugmentation augmentation,
        Evaluation evaluation, List<Group> groups) {
    /** A matrix of more classes is wider than a screen. */
    private static final int MOST_COLUMNS = 20;
    private static final int CONFUSIONS = 10;

    /** As tables. */
    String text() {
        if (evaluation.outputs().size() > 1) {
            StringBuilder text = new StringBuilder(common());
            evaluation.outputs().forEach((name, figures) -> text.append("\noutput ").append(name).append('\n')
                    .append(section(figures)).append('\n'));
            return text.toString().stripTrailing() + groupText();
        }
        return switch (evaluation.figures()) {
            case ClassFigures figures -> classText();
            case LabelFigures figures ->
                FiguresReport.overview(figures) + common() + "\n" + FiguresReport.table(figures);
            case NumberFigures figures -> FiguresReport.overview(figures) + common() + "\n"
                    + FiguresReport.table(figures);
        } + groupText();
    }

    private String groupText() {
        return groups.isEmpty() ? "" : "\n\n" + GroupsReport.table(groups);
    }

    /** The figures of one of several outputs. */
    static String section(Figures figures) {
        String loss = "loss      " + Text.loss(figures.loss()) + "\n\n";
        return switch (figures) {
            case ClassFigures classes -> "accuracy  " + Text.percent(classes.accuracy()) + "  ("
                    + Text.count(classes.confusion().correct()) + " of " + Text.count(classes.images(), "image") + ")\n"
                    + loss
                    + classes(classes.confusion()) + "\n";
            case LabelFigures labels -> FiguresReport.overview(labels) + loss + FiguresReport.table(labels) + "\n";
            case NumberFigures numbers -> FiguresReport.overview(numbers) + loss + FiguresReport.table(numbers) + "\n";
        };
    }

    private String common() {
        return partLine() + "loss      " + Text.loss(evaluation.loss()) + (evaluation.outputs().size() > 1
                ? "  (sum of the outputs' losses, each times its weight)\n"
                : "\n");
    }

    private String partLine() {
        return "part      " + switch (part) {
            case ALL -> "all images of the data";
            case TRAIN -> "train: images to learn from, on which results look better than they are";
            default -> part.toString();
        } + "\n" + (augmentation == null ? "" : "augment   " + augmentation.text() + "\n");
    }

    private String classText() {
        ConfusionMatrix matrix = evaluation.confusion();
        StringBuilder text = new StringBuilder();
        text.append("accuracy  ").append(Text.percent(evaluation.accuracy())).append("  (").append(
                Text.count(matrix.correct())).append(" of ").append(Text.count(matrix.total(), "image")).append(")\n");
        AccuracyInterval interval = matrix.interval();
        text.append("between   ").append(Text.percent(interval.low())).append(" and ")
                .append(Text.percent(interval.high()))
                .append("  (in 95 of 100 cases, on other images like these)\n");
        text.append(partLine());
        evaluation.topK().forEach((k, share) -> {
            if (k > 1) {
                text.append("top ").append(k).append("     ").append(Text.percent(share)).append('\n');
            }
        });
        text.append("loss      ").append(Text.loss(evaluation.loss())).append("\n\n").append(classes(matrix))
                .append("\n\n");
        text.append(matrix.classes().size() <= MOST_COLUMNS ? matrix(matrix) : confusions());
        return text.toString();
    }

    private static Table classes(ConfusionMatrix matrix) {
        Table table = new Table("class", "images", "precision", "recall", "F1");
        for (int c = 0; c < matrix.classes().size(); c++) {
            table.row(matrix.classes().get(c), Text.count(matrix.actual(c)),
                    FiguresReport.fraction(matrix.precision(c)),
                    FiguresReport.fraction(matrix.recall(c)), FiguresReport.fraction(matrix.f1(c)));
        }
        return table;
    }

    /** A confusion matrix as a table. */
    static String matrix(ConfusionMatrix matrix) {
        int classes = matrix.classes().size();
        Object[] heading = new Object[classes + 1];
        heading[0] = "";
        for (int c = 0; c < classes; c++) {
            heading[c + 1] = matrix.classes().get(c);
        }
        Table table = new Table(heading);
        for (int row = 0; row < classes; row++) {
            Object[] cells = new Object[classes + 1];
            cells[0] = matrix.classes().get(row);
            for (int column = 0; column < classes; column++) {
                cells[column + 1] = Text.count(matrix.count(row, column));
            }
            table.row(cells);
        }
        return "confusion matrix (a row for each class, a column for what it was taken for)\n" + table;
    }

    private String confusions() {
        record Confusion(String actual, String predicted, int count) {
        }
        ConfusionMatrix matrix = evaluation.confusion();
        List<Confusion> confusions = new ArrayList<>();
        for (int row = 0; row < matrix.classes().size(); row++) {
            for (int column = 0; column < matrix.classes().size(); column++) {
                if (row != column && matrix.count(row, column) > 0) {
                    confusions.add(new Confusion(matrix.classes().get(row), matrix.classes().get(column),
                            matrix.count(row, column)));
                }
            }
        }
        Table table = new Table("class", "taken for", "images");
        confusions.stream().sorted(Comparator.comparingInt(Confusion::count).reversed()).limit(CONFUSIONS)
                .forEach(confusion -> table.row(confusion.actual(), confusion.predicted(), confusion.count()));
        return "most frequent confusions (--json has the whole matrix)\n" + table;
    }

    /** As maps and lists. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("data", data);
        json.put("part", part.toString());
        if (augmentation != null) {
            json.put("augmentedCopies", augmentation.copies());
        }
        if (evaluation.outputs().size() > 1) {
            json.putAll(FiguresReport.json(evaluation, FiguresReport::jsonWithEach));
        } else if (evaluation.figures() instanceof ClassFigures) {
            addClasses(json);
        } else {
            json.putAll(FiguresReport.jsonWithEach(evaluation.figures()));
        }
        if (!groups.isEmpty()) {
            json.put("groups", GroupsReport.json(groups));
        }
        return json;
    }

    private void addClasses(Map<String, @Nullable Object> json) {
        ConfusionMatrix matrix = evaluation.confusion();
        json.put("classesMatchedBy", evaluation.matching().name().toLowerCase(Locale.ROOT));
        json.put("images", evaluation.images());
        json.put("accuracy", Json.number(evaluation.accuracy()));
        AccuracyInterval interval = evaluation.confusion().interval();
        json.put("accuracyInterval", List.of(interval.low(), interval.high()));
        json.put("loss", Json.number(evaluation.loss()));
        json.put("topK", evaluation.topK());
        List<Map<String, @Nullable Object>> classes = new ArrayList<>();
        for (int c = 0; c < matrix.classes().size(); c++) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("name", matrix.classes().get(c));
            one.put("images", matrix.actual(c));
            one.put("precision", Json.number(matrix.precision(c)));
            one.put("recall", Json.number(matrix.recall(c)));
            one.put("f1", Json.number(matrix.f1(c)));
            classes.add(one);
        }
        json.put("classes", classes);
        json.put("confusion", matrix.counts());
    }
}
