package cnn.report;

import cnn.api.data.DataSet;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.core.evaluate.AccuracyInterval;
import cnn.core.evaluate.Calibration;
import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Figures;
import cnn.core.evaluate.LabelFigures;
import cnn.core.evaluate.NumberFigures;
import cnn.core.model.Model;
import cnn.core.text.Count;
import cnn.core.train.History;
import cnn.report.Report.Measured;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of the page: what it is of, and the figures that one looks for first. */
final class Overview {
    private Overview() {
    }

    static Element of(Report report) {
        Model model = report.model();
        Element cards = Element.styled("div", "tiles");
        results(report.measured(), cards);
        tile(cards, "Parameters", Words.large(model.network().parameters()), Words.large(model.network().multiplyAdds())
                + " multiply-adds an image", "");
        training(report.history(), model.provenance().epoch(), cards);
        Element header = Element.of("header", Element.of("h1", report.name()),
                Element.styled("p", "lead", subtitle(report)));
        report.notes().forEach(note -> header.add(Element.styled("p", "note", note)));
        return header.add(cards);
    }

    /** The switch of dark and light, which the script brings to life. */
    static Element themes() {
        return Element.styled("button", "theme script", "dark / light").with("type", "button").with("id", "theme");
    }

    private static String subtitle(Report report) {
        Model model = report.model();
        String outputs = String.join(", ", model.outputs().stream().map(output -> Count.of(output.target().width(),
                output.target().kind().noun()) + (model.outputs().size() > 1 ? " (" + output.name() + ")" : ""))
                .toList());
        return "Images " + model.network().input() + ", " + outputs + ", " + Count.of(model.network().nodes().size(),
                "layer") + size(report);
    }

    private static String size(Report report) {
        if (report.data() == null) {
            return "";
        }
        DataSet validation = report.data().validation();
        DataSet test = report.data().test();
        return "; learnt from " + Count.of(report.data().train().size(), "image")
                + (validation == null ? "" : ", " + Count.of(validation.size()) + " for validation")
                + (test == null ? "" : ", " + Count.of(test.size()) + " for the test");
    }

    private static void results(@Nullable Measured measured, Element cards) {
        if (measured == null) {
            return;
        }
        Evaluation evaluation = measured.evaluation();
        String part = switch (measured.part()) {
            case TEST -> "Test";
            case VALIDATION -> "Validation";
            case TRAIN -> "Training";
            case ALL -> "All images:";
        };
        evaluation.outputs()
                .forEach((name, figures) -> headline(part, evaluation.outputs().size() > 1 ? name + ": " : "",
                        figures, cards));
        tile(cards, part + " loss", Words.real(evaluation.loss()), Count.of(evaluation.images(), "image"), "");
    }

    private static void headline(String part, String output, Figures figures, Element cards) {
        switch (figures) {
            case ClassFigures classes -> {
                int wrong = classes.images() - classes.confusion().correct();
                tile(cards, output + part + " accuracy", Words.percent(classes.accuracy()), Count.of(wrong) + " of "
                        + Count.of(classes.images()) + " wrong; 95\u00a0% interval "
                        + interval(classes.confusion().interval()),
                        "main");
                Calibration calibration = Calibration.of(classes.answers());
                tile(cards, output + "Calibration error", Words.percent(calibration.error()),
                        "how far \"80 % sure\" is from "
                                + "80 % right",
                        "");
            }
            case LabelFigures labels ->
                tile(cards, output + part + " F1", Words.percent(labels.microF1()), Words.percent(labels
                        .exactMatch()) + " with all labels right", "main");
            case NumberFigures numbers ->
                tile(cards, output + part + " error", Words.real(numbers.meanAbsoluteError()), "R² "
                        + Words.fraction(numbers.r2()), "main");
        }
    }

    private static String interval(AccuracyInterval interval) {
        return Words.percent(interval.low()).replace(" %", "") + " – " + Words.percent(interval.high());
    }

    private static void training(@Nullable History history, int kept, Element cards) {
        if (history == null || history.epochs().isEmpty()) {
            return;
        }
        List<EpochReport> epochs = history.epochs();
        double seconds = epochs.stream().mapToDouble(EpochReport::seconds).sum();
        double speed = epochs.size() / epochs.stream().mapToDouble(epoch -> 1 / epoch.imagesPerSecond()).sum();
        tile(cards, "Epochs", Count.of(epochs.size()), "epoch " + kept + " was kept", "");
        tile(cards, "Training time", Words.time(seconds), Double.isFinite(speed)
                ? Count.of(Math.round(speed)) + " images a second"
                : "", "");
    }

    private static void tile(Element cards, String name, String value, String more, String style) {
        cards.add(Element.styled("div", ("tile " + style).strip(), Element.styled("span", "label", name),
                Element.styled("span", "value", value), Element.styled("span", "more", more)));
    }
}
