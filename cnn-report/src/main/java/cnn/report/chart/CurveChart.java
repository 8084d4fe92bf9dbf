package cnn.report.chart;

import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Curves over a number, which may lie along a logarithmic axis. Points above the highest place of what sets the height are left
 * out.
 *
 * @param title above it
 * @param along what the lower edge tells
 * @param logarithmic whether each power of ten has the same width
 * @param curves what is drawn, in this order
 * @param marks upright lines with words
 * @param format numbers in words, for who points at them
 */
public record CurveChart(String title, String along, boolean logarithmic, List<Curve> curves, List<Mark> marks,
        DoubleFunction<String> format) {
    private static final double WIDTH = 560;
    private static final double HEIGHT = 290;
    private static final double LEFT = 52;
    private static final double RIGHT = 16;
    private static final double TOP = 26;
    private static final double BOTTOM = 46;

    public CurveChart {
        curves = List.copyOf(curves);
        marks = List.copyOf(marks);
    }

    /**
     * One curve.
     *
     * @param name in the legend; empty for one like those before
     * @param style its colour's class in the style sheet
     * @param x where its points lie
     * @param y how high; NaN for a gap
     * @param dots whether points are dots rather than joined
     * @param setsHeight whether all of it is to be seen
     */
    public record Curve(String name, String style, double[] x, double[] y, boolean dots, boolean setsHeight) {
    }

    /**
     * A place to look at.
     *
     * @param x where
     * @param words what it is
     */
    public record Mark(double x, String words) {
    }

    /** The chart with its legend. */
    public Element element() {
        Element legend = Element.styled("span", "legend");
        curves.stream().filter(curve -> !curve.name.isEmpty())
                .forEach(curve -> legend.add(Element.styled("span", "key " + curve.style, curve.name)));
        return Element.styled("figure", "chart").add(Element.of("figcaption", Element.of("strong", title), legend),
                drawing());
    }

    /** The drawing alone. */
    public Element drawing() {
        Scale x = across();
        Scale y = up();
        Element svg = Element.of("svg").with("viewBox", "0 0 " + (int) WIDTH + " " + (int) HEIGHT).with("role", "img")
                .with("aria-label", title);
        for (double tick : y.ticks()) {
            svg.add(Element.styled("line", "grid").with("x1", LEFT).with("x2", WIDTH - RIGHT).with("y1", y.at(tick))
                    .with("y2", y.at(tick)),
                    Element.styled("text", "tick end", Words.tick(tick)).with("x", LEFT - 8).with("y",
                            y.at(tick) + 4));
        }
        for (double tick : x.ticks()) {
            svg.add(Element.styled("text", "tick middle", Words.tick(logarithmic ? Math.pow(10, tick) : tick))
                    .with("x", x.at(tick)).with("y", HEIGHT - BOTTOM + 18));
        }
        svg.add(Element.styled("line", "axis").with("x1", LEFT).with("x2", WIDTH - RIGHT).with("y1", HEIGHT - BOTTOM)
                .with("y2", HEIGHT - BOTTOM),
                Element.styled("text", "tick middle", along).with("x", (LEFT + WIDTH - RIGHT) / 2)
                        .with("y", HEIGHT - 6));
        curves.forEach(curve -> draw(curve, x, y, svg));
        for (Mark mark : marks) {
            svg.add(Element.styled("line", "mark").with("x1", x.at(place(mark.x))).with("x2", x.at(place(mark.x)))
                    .with("y1", TOP).with("y2", HEIGHT - BOTTOM));
        }
        int row = 0;
        for (Mark mark : marks) { // over all lines
            double at = x.at(place(mark.x));
            boolean right = at > WIDTH / 2;
            svg.add(Element.styled("text", right ? "tick end halo" : "tick halo", mark.words)
                    .with("x", at + (right ? -6 : 6)).with("y", TOP + 4 + 15 * row++));
        }
        return svg;
    }

    private double place(double x) {
        return logarithmic ? Math.log10(x) : x;
    }

    private Scale across() {
        double[] all = curves.stream().flatMapToDouble(curve -> DoubleStream.of(curve.x)).map(this::place).toArray();
        return Scale.tight(DoubleStream.of(all).min().orElse(0), DoubleStream.of(all).max().orElse(1), LEFT,
                WIDTH - RIGHT, 8);
    }

    private Scale up() {
        double[] all = curves.stream().filter(Curve::setsHeight).flatMapToDouble(curve -> DoubleStream.of(curve.y))
                .filter(Double::isFinite).toArray();
        return Scale.round(DoubleStream.of(all).min().orElse(0), DoubleStream.of(all).max().orElse(1),
                HEIGHT - BOTTOM, TOP, 5);
    }

    private void draw(Curve curve, Scale x, Scale y, Element svg) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (int i = 0; i < curve.x.length; i++) {
            double value = curve.y[i];
            boolean seen = value >= y.least() && value <= y.most();
            if (seen && curve.dots) {
                svg.add(Element.styled("circle", "dot " + curve.style).with("cx", x.at(place(curve.x[i])))
                        .with("cy", y.at(value)).with("r", 3.5)
                        .add(Element.of("title", Words.tick(curve.x[i]) + ": " + format.apply(value))));
            } else if (seen) {
                path.append(down ? 'L' : 'M').append(Element.number(x.at(place(curve.x[i])))).append(' ')
                        .append(Element.number(y.at(value)));
            }
            down = seen;
        }
        if (!path.isEmpty()) {
            svg.add(Element.styled("path", "line " + curve.style).with("d", path));
        }
    }
}
