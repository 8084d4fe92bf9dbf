package cnn.report;

import cnn.core.find.RateCurve;
import cnn.core.find.RateCurve.Step;
import cnn.core.find.RateCurve.Suggestion;
import cnn.core.text.Count;
import cnn.report.chart.CurveChart;
import cnn.report.chart.CurveChart.Curve;
import cnn.report.chart.CurveChart.Mark;
import cnn.report.markup.Element;
import cnn.report.markup.SvgFile;
import cnn.report.markup.Words;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The loss over the learning rate, as a drawing and on a page that needs nothing else.
 *
 * @param name the pipeline's
 * @param curve what the sweep brought
 */
public record RateReport(String name, RateCurve curve) {
    private static final double ROOM = 1.5;

    /** The drawing, as an SVG file. */
    public String svg() {
        return SvgFile.of(chart().drawing());
    }

    /** The page. */
    public String html() {
        Element tiles = Element.styled("div", "tiles");
        curve.suggestion().ifPresent(found -> tiles.add(
                tile("To begin with", Words.tick(rounded(found.rate())), "the smaller of the two", "tile main"),
                tile("Steepest", Words.tick(rounded(found.steepest())), "the loss falls fastest", "tile"),
                tile("A tenth of the least", Words.tick(rounded(found.belowLeast())), "the loss is lowest at "
                        + Words.tick(rounded(found.least())), "tile")));
        String lead = Count.of(curve.steps().size(), "step") + " of training, each with a higher rate"
                + (curve.suggestion().isEmpty() ? "; the loss never fell." : ".");
        Element heading = Element.of("header", Element.of("h1", name), Element.styled("p", "lead", lead), tiles);
        return new Sheet(name, name + " – learning rate", heading,
                List.of(Section.of("rate", "Learning rate", "Too small a rate costs time, too large a one the run.",
                        Element.styled("div", "course", chart().element()))))
                .html();
    }

    private static Element tile(String label, String value, String more, String style) {
        return Element.styled("div", style, Element.styled("span", "label", label), Element.styled("span", "value",
                value), Element.styled("span", "more", more));
    }

    private CurveChart chart() {
        List<Step> steps = curve.steps();
        double[] rates = steps.stream().mapToDouble(Step::rate).toArray();
        List<Mark> marks = curve.suggestion().map(RateReport::marks).orElse(List.of());
        return new CurveChart("Loss", "learning rate", true,
                List.of(new Curve("each step", "second faint", rates, below(steps, Step::loss), false, true),
                        new Curve("smoothed", "first", rates, below(steps, Step::smoothed), false, true)),
                marks, Words::real);
    }

    /** Where training has left its bounds, one step can be higher than all others together: it is left out. */
    private double[] below(List<Step> steps, ToDoubleFunction<Step> loss) {
        double until = curve.suggestion().map(Suggestion::least).orElse(Double.MAX_VALUE);
        double most = steps.stream().filter(step -> step.rate() <= until).mapToDouble(Step::smoothed).max().orElse(1);
        return steps.stream().mapToDouble(loss).map(value -> value <= ROOM * most ? value : Double.NaN).toArray();
    }

    private static List<Mark> marks(Suggestion found) {
        return List.of(new Mark(found.steepest(), "steepest, " + Words.tick(rounded(found.steepest()))),
                new Mark(found.belowLeast(), "a tenth of the least, " + Words.tick(rounded(found.belowLeast()))),
                new Mark(found.least(), "least, " + Words.tick(rounded(found.least()))));
    }

    /** To two digits: more would be noise. */
    static double rounded(double rate) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1e", rate));
    }
}
