package cnn.report.chart;

import cnn.core.evaluate.Calibration.Bin;
import cnn.core.evaluate.Calibration;
import cnn.core.text.Count;
import cnn.report.markup.Element;
import cnn.report.markup.Words;

/**
 * How sure a model was against how often it was right: bars on the diagonal are honest, below it too sure; under them how
 * many answers there were.
 *
 * @param calibration what is drawn
 */
public record ReliabilityDiagram(Calibration calibration) {
    private static final double WIDTH = 460;
    private static final double LEFT = 44;
    private static final double RIGHT = 12;
    private static final double TOP = 12;
    private static final double MIDDLE = 300;
    private static final double HISTOGRAM = 330;
    private static final double BOTTOM = 400;

    /** The diagram. */
    public Element element() {
        Scale x = Scale.tight(0, 1, LEFT, WIDTH - RIGHT, 5);
        Scale y = Scale.tight(0, 1, MIDDLE, TOP, 5);
        Element svg = Element.of("svg").with("viewBox", "0 0 " + (int) WIDTH + " " + (int) (BOTTOM + 30)).with("role",
                "img").with("aria-label",
                        "Share of right answers by how sure the model was; mean distance "
                                + Words.percent(calibration.error()));
        for (double tick : y.ticks()) {
            svg.add(Element.styled("line", "grid").with("x1", LEFT).with("x2", WIDTH - RIGHT).with("y1", y.at(tick))
                    .with("y2", y.at(tick)),
                    Element.styled("text", "tick end", Words.roughly(tick)).with("x", LEFT - 6).with("y",
                            y.at(tick) + 4),
                    Element.styled("text", "tick middle", Words.roughly(tick)).with("x", x.at(tick))
                            .with("y", BOTTOM + 18));
        }
        int bins = calibration.bins().size();
        int most = calibration.bins().stream().mapToInt(Bin::answers).max().orElse(1);
        double width = (WIDTH - LEFT - RIGHT) / bins;
        for (int b = 0; b < bins; b++) {
            Bin bin = calibration.bins().get(b);
            if (bin.answers() > 0) {
                bar(bin, LEFT + b * width, width, y, most, svg);
            }
        }
        return svg.add(Element.styled("line", "diagonal").with("x1", x.at(0)).with("y1", y.at(0)).with("x2", x.at(1))
                .with("y2", y.at(1)),
                Element.styled("line", "axis").with("x1", LEFT).with("x2", WIDTH - RIGHT).with("y1", MIDDLE)
                        .with("y2", MIDDLE),
                Element.styled("line", "axis").with("x1", LEFT).with("x2", WIDTH - RIGHT).with("y1", BOTTOM)
                        .with("y2", BOTTOM),
                Element.styled("text", "tick", "right").with("x", LEFT + 4).with("y", TOP + 10),
                Element.styled("text", "tick", "answers").with("x", LEFT + 4).with("y", HISTOGRAM - 6));
    }

    private static void bar(Bin bin, double left, double width, Scale y, int most, Element svg) {
        String words = Count.of(bin.answers(), "answer") + ", " + Words.percent(bin.probability()) + " sure, "
                + Words.percent(bin.accuracy()) + " right";
        double right = y.at(bin.accuracy());
        double said = y.at(bin.probability());
        svg.add(rectangle("bar", left, right, width, MIDDLE - right).add(Element.of("title", words)),
                rectangle(said < right ? "gap over" : "gap under", left, Math.min(right, said), width,
                        Math.abs(right - said)).add(Element.of("title", words)));
        double height = (BOTTOM - HISTOGRAM) * bin.answers() / most;
        svg.add(rectangle("bar faint", left, BOTTOM - height, width, height).add(Element.of("title", words)));
    }

    private static Element rectangle(String style, double left, double top, double width, double height) {
        return Element.styled("rect", style).with("x", left + 1).with("y", top).with("width", width - 2)
                .with("height", height).with("rx", 1);
    }
}
