package cnn.report;

import cnn.core.evaluate.Calibration.Bin;
import cnn.core.evaluate.Calibration;
import cnn.core.evaluate.ClassFigures;
import cnn.core.model.Model;
import cnn.core.network.Temperature;
import cnn.core.text.Count;
import cnn.report.chart.ReliabilityDiagram;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import org.jspecify.annotations.Nullable;

/** Whether the model is as sure as it is right. */
final class CalibrationSection {
    private CalibrationSection() {
    }

    /** The section; null where images have no class to be taken for. */
    static @Nullable Section of(Report report) {
        ClassFigures figures = Gallery.figures(report.measured());
        if (figures == null) {
            return null;
        }
        Calibration calibration = Calibration.of(figures.answers());
        double excess = calibration.excess();
        String words = Math.abs(excess) < 0.005
                ? "On the whole the model is about as sure as it is right."
                : "On the whole the model is " + Words.percent(Math.abs(excess))
                        + (excess > 0 ? " too sure." : " too unsure.");
        return Section.of("calibration", "Calibration",
                "Of the answers that are 80 % sure, 80 % should be right: bars that end on "
                        + "the dashed line. Red is what they lack where the model is too sure, green what they have beyond. "
                        + words + temperature(report.model()),
                Element.styled("div", "columns",
                        Element.styled("div", "card", new ReliabilityDiagram(calibration).element()),
                        Element.styled("div", "card wide", table(calibration))));
    }

    /** What calibration has put at the end of the network. */
    private static String temperature(Model model) {
        return model.network().nodes().getLast().layer() instanceof Temperature scaled
                ? " Scores are divided by a temperature of " + Words.real(scaled.value()) + ", which calibration found."
                : "";
    }

    private static Element table(Calibration calibration) {
        Element body = Element.of("tbody");
        for (Bin bin : calibration.bins()) {
            if (bin.answers() > 0) {
                body.add(Element.of("tr", FiguresSection.number(bin.probability(), Words.percent(bin.probability())),
                        FiguresSection.number(bin.accuracy(), Words.percent(bin.accuracy())),
                        FiguresSection.number(bin.answers(), Count.of(bin.answers()))));
            }
        }
        return FiguresSection.sortable("sure", "right", "answers").add(body);
    }
}
