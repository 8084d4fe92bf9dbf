package cnn.report;

import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.ConfusionMatrix;
import cnn.core.evaluate.Figures;
import cnn.core.evaluate.LabelFigures;
import cnn.core.evaluate.NumberFigures;
import cnn.core.text.Count;
import cnn.report.Report.Measured;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of each class, label or number, as tables to sort. */
final class FiguresSection {
    private FiguresSection() {
    }

    /** The tables, one for each output of the model; null where nothing was measured. */
    static @Nullable Section of(Report report) {
        Measured measured = report.measured();
        if (measured == null) {
            return null;
        }
        Element all = Element.styled("div", "stack");
        Map<String, Figures> outputs = measured.evaluation().outputs();
        outputs.forEach((name, figures) -> all.add(Element.styled("div", "card wide",
                outputs.size() > 1 ? Element.of("h3", name) : List.of(), table(figures))));
        boolean classes = outputs.values().stream().allMatch(figures -> figures instanceof ClassFigures);
        return Section.of("figures", classes ? "Classes" : "Figures", classes
                ? "Precision: of the images taken for a class, how many are of it. Recall: of a class's images, how many were "
                        + "taken for it."
                : "", all);
    }

    private static Element table(Figures figures) {
        return switch (figures) {
            case ClassFigures classes -> table(classes.confusion());
            case LabelFigures labels -> table(labels);
            case NumberFigures numbers -> table(numbers);
        };
    }

    private static Element table(ConfusionMatrix matrix) {
        Element body = Element.of("tbody");
        for (int c = 0; c < matrix.classes().size(); c++) {
            body.add(row(matrix.classes().get(c), matrix.actual(c), matrix.precision(c), matrix.recall(c), matrix.f1(c),
                    takenFor(matrix, c)));
        }
        return sortable("class", "images", "precision", "recall", "F1", "most often taken for").add(body);
    }

    private static String takenFor(ConfusionMatrix matrix, int c) {
        int most = -1;
        for (int other = 0; other < matrix.classes().size(); other++) {
            if (other != c && matrix.count(c, other) > (most < 0 ? 0 : matrix.count(c, most))) {
                most = other;
            }
        }
        return most < 0 ? "" : matrix.classes().get(most) + " (" + Count.of(matrix.count(c, most)) + ")";
    }

    private static Element table(LabelFigures labels) {
        Element body = Element.of("tbody");
        labels.labels().forEach(label -> body.add(row(label.name(), label.actual(), label.precision(), label.recall(),
                label.f1(), "")));
        return sortable("label", "images", "precision", "recall", "F1", "").add(body);
    }

    private static Element row(String name, int images, double precision, double recall, double f1, String takenFor) {
        return Element.of("tr", Element.of("th", name).with("scope", "row"), number(images, Count.of(images)),
                share(precision), share(recall), share(f1), Element.of("td", takenFor));
    }

    private static Element table(NumberFigures numbers) {
        Element body = Element.of("tbody");
        numbers.numbers()
                .forEach(number -> body.add(Element.of("tr", Element.of("th", number.name()).with("scope", "row"),
                        number(number.meanAbsolute(), Words.real(number.meanAbsolute())),
                        number(number.rootMeanSquare(), Words.real(number.rootMeanSquare())),
                        number(number.r2(), Words.fraction(number.r2())))));
        return sortable("number", "mean error", "root mean square", "R²").add(body);
    }

    /** A table whose columns the script sorts by; numbers first the smallest. */
    static Element sortable(String... columns) {
        Element head = Element.of("tr");
        for (String column : columns) {
            head.add(Element.of("th", column).with("scope", "col"));
        }
        return Element.styled("table", "plain sortable", Element.of("thead", head));
    }

    static Element number(double value, String words) {
        return Element.styled("td", "number", words).with("data-value",
                Double.isNaN(value) ? "" : Double.toString(value));
    }

    private static Element share(double share) {
        Element cell = number(share, "").add(Element.of("span", Words.percent(share)));
        return Double.isNaN(share)
                ? cell
                : cell.add(Element.styled("span", "meter").with("style",
                        "--p:" + Element.number(100 * share) + "%"));
    }
}
