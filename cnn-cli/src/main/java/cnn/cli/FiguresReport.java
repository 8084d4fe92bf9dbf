package cnn.cli;

import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Figures;
import cnn.core.evaluate.LabelFigures;
import cnn.core.evaluate.LabelFigures.Label;
import cnn.core.evaluate.NumberFigures;
import cnn.core.evaluate.NumberFigures.Errors;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Figures of several labels, or of numbers, for people and for programs. */
final class FiguresReport {
    private FiguresReport() {
    }

    /** The figure that says most, with its name: {@code accuracy  97.25 %}, the name as wide as that. */
    static String headline(String part, Figures figures) {
        Headline headline = Headline.of(figures);
        return String.format(Locale.ROOT, "%s %-10s%s", part, headline.name(), headline.text());
    }

    /** What the figures say of all labels together, a line each. */
    static String overview(LabelFigures labels) {
        return "F1        " + Text.percent(labels.microF1()) + "  (all labels together; "
                + Text.percent(labels.macroF1()) + " is the labels' mean)\n"
                + "exact     " + Text.percent(labels.exactMatch()) + "  (all labels right in "
                + Text.count(labels.exact())
                + " of " + Text.count(labels.images(), "image") + ")\n"
                + "labels    " + Text.percent(labels.labelAccuracy())
                + "  (share of labels that are right, predicted from "
                + Text.percent(labels.threshold()) + " on)\n";
    }

    /** What the figures say of all numbers together, a line each. */
    static String overview(NumberFigures numbers) {
        return "error     " + Text.loss(numbers.meanAbsoluteError()) + "  (mean distance from the target, "
                + Text.count(numbers.images(), "image") + ")\n"
                + "R²        " + fraction(numbers.r2()) + "  (share of the targets' variance that is predicted)\n";
    }

    /** A row for each label. */
    static Table table(LabelFigures labels) {
        Table table = new Table("label", "images", "precision", "recall", "F1");
        labels.labels()
                .forEach(label -> table.row(label.name(), Text.count(label.actual()), fraction(label.precision()),
                        fraction(label.recall()), fraction(label.f1())));
        return table;
    }

    /** A row for each number. */
    static Table table(NumberFigures numbers) {
        Table table = new Table("number", "mean error", "root mean square", "R²");
        numbers.numbers().forEach(number -> table.row(number.name(), Text.loss(number.meanAbsolute()),
                Text.loss(number.rootMeanSquare()), fraction(number.r2())));
        return table;
    }

    /** A share with four digits; a dash for a share of nothing. */
    static String fraction(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.4f", share);
    }

    /** The figures of all together, as maps. */
    static Map<String, @Nullable Object> json(Figures figures) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("images", figures.images());
        json.put("loss", Json.number(figures.loss()));
        switch (figures) {
            case ClassFigures classes -> json.put("accuracy", Json.number(classes.accuracy()));
            case LabelFigures labels -> {
                json.put("threshold", labels.threshold());
                json.put("microF1", Json.number(labels.microF1()));
                json.put("macroF1", Json.number(labels.macroF1()));
                json.put("exactMatch", Json.number(labels.exactMatch()));
                json.put("labelAccuracy", Json.number(labels.labelAccuracy()));
            }
            case NumberFigures numbers -> {
                json.put("meanAbsoluteError", Json.number(numbers.meanAbsoluteError()));
                json.put("r2", Json.number(numbers.r2()));
            }
        }
        return json;
    }

    /** The figures of all together, and of each label or number; of classes what was taken for what. */
    static Map<String, @Nullable Object> jsonWithEach(Figures figures) {
        Map<String, @Nullable Object> json = json(figures);
        switch (figures) {
            case ClassFigures classes -> {
                json.put("classes", classes.confusion().classes());
                json.put("confusion", classes.confusion().counts());
            }
            case LabelFigures labels -> json.put("labels", labels.labels().stream().map(FiguresReport::json).toList());
            case NumberFigures numbers ->
                json.put("numbers", numbers.numbers().stream().map(FiguresReport::json).toList());
        }
        return json;
    }

    /** The figures of a model with one output, or those of each by name with the weighted sum of their losses. */
    static Map<String, @Nullable Object> json(Evaluation evaluation,
            Function<Figures, Map<String, @Nullable Object>> each) {
        if (evaluation.outputs().size() == 1) {
            return each.apply(evaluation.figures());
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("images", evaluation.images());
        json.put("loss", Json.number(evaluation.loss()));
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        evaluation.outputs().forEach((name, figures) -> outputs.put(name, each.apply(figures)));
        json.put("outputs", outputs);
        return json;
    }

    private static Map<String, @Nullable Object> json(Label label) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", label.name());
        json.put("images", label.actual());
        json.put("precision", Json.number(label.precision()));
        json.put("recall", Json.number(label.recall()));
        json.put("f1", Json.number(label.f1()));
        return json;
    }

    private static Map<String, @Nullable Object> json(Errors errors) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", errors.name());
        json.put("meanAbsoluteError", Json.number(errors.meanAbsolute()));
        json.put("rootMeanSquaredError", Json.number(errors.rootMeanSquare()));
        json.put("r2", Json.number(errors.r2()));
        return json;
    }
}
