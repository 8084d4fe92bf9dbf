package cnn.report.chart;

import cnn.report.markup.Element;
import java.util.List;
import java.util.Locale;

/**
 * Points of many dimensions: an upright axis for each dimension, and a line through all axes for each point. The better a point, the
 * stronger its line; the best is on top, in another colour.
 *
 * @param title what a reader hears of it
 * @param axes from left to right
 * @param lines in the order in which they are drawn
 */
public record ParallelCoordinates(String title, List<Axis> axes, List<Line> lines) {
    private static final double GAP = 165;
    private static final double SIDE = 74;
    private static final double TOP = 44;
    private static final double BOTTOM = 330;
    private static final int LONGEST = 22;

    public ParallelCoordinates {
        axes = List.copyOf(axes);
        lines = List.copyOf(lines);
    }

    /**
     * One dimension.
     *
     * @param name above it
     * @param whole its whole name
     * @param ticks beside it
     */
    public record Axis(String name, String whole, List<Tick> ticks) {
    }

    /**
     * Words beside an axis.
     *
     * @param place from 0 below to 1 above
     */
    public record Tick(double place, String words) {
    }

    /** How a line looks. */
    public enum Look {
        /** The best of all. */
        BEST,
        /** As strong as it is good. */
        USUAL,
        /** Of a point that was given up. */
        HALTED,
        /** Of a point that came to nothing. */
        FAILED
    }

    /**
     * One point.
     *
     * @param places on each axis, from 0 below to 1 above; NaN where it has none, which ends the line
     * @param strength from 0 to 1
     * @param words for who points at it
     */
    public record Line(double[] places, double strength, Look look, String words) {
    }

    /** The drawing, which may be wider than the page. */
    public Element element() {
        double width = 2 * SIDE + GAP * (axes.size() - 1);
        Element svg = Element.styled("svg", "parallel").with("viewBox", "0 0 " + Element.number(width) + " "
                + Element.number(BOTTOM + 24)).with("style", "min-width:" + Element.number(width) + "px")
                .with("role", "img")
                .with("aria-label", title);
        for (Look look : List.of(Look.FAILED, Look.HALTED, Look.USUAL, Look.BEST)) {
            lines.stream().filter(line -> line.look == look).forEach(line -> svg.add(drawn(line)));
        }
        for (int a = 0; a < axes.size(); a++) {
            Axis axis = axes.get(a);
            double x = SIDE + a * GAP;
            svg.add(Element.styled("line", "axis").with("x1", x).with("x2", x).with("y1", TOP).with("y2", BOTTOM),
                    Element.styled("text", "caption", shortened(axis.name)).with("x", x).with("y", TOP - 18)
                            .add(Element.of("title", axis.whole)));
            boolean last = a == axes.size() - 1;
            for (Tick tick : axis.ticks) {
                svg.add(Element.styled("line", "axis").with("x1", x - 3).with("x2", x + 3).with("y1", y(tick.place))
                        .with("y2", y(tick.place)),
                        Element.styled("text", last ? "tick halo" : "tick end halo", shortened(tick.words))
                                .with("x", last ? x + 8 : x - 8).with("y", y(tick.place) + 4));
            }
        }
        return Element.styled("div", "drawing", svg);
    }

    private static double y(double place) {
        return BOTTOM - place * (BOTTOM - TOP);
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }

    private static Element drawn(Line line) {
        StringBuilder path = new StringBuilder();
        for (int a = 0; a < line.places.length && !Double.isNaN(line.places[a]); a++) {
            double x = SIDE + a * GAP;
            String y = Element.number(y(line.places[a]));
            if (a == 0) {
                path.append('M').append(Element.number(x)).append(' ').append(y);
            } else {
                double middle = x - GAP / 2; // level where it meets an axis, so that lines can be followed across
                path.append('C').append(Element.number(middle)).append(' ')
                        .append(Element.number(y(line.places[a - 1]))).append(' ').append(Element.number(middle))
                        .append(' ').append(y).append(' ').append(Element.number(x)).append(' ').append(y);
            }
        }
        return Element.styled("path", "trial " + line.look.name().toLowerCase(Locale.ROOT)).with("d", path)
                .with("style", "--q:" + Math.round(line.strength * 100) + "%").add(Element.of("title", line.words));
    }
}
