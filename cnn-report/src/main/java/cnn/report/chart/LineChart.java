package cnn.report.chart;

import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers over the epochs, as lines. Behind the pointer the script shows the numbers of an epoch.
 *
 * @param id its own on the page
 * @param title above it
 * @param epochs along the lower edge
 * @param lines what is drawn
 * @param marked an epoch to mark; null for none
 * @param format numbers in words
 * @param ticks numbers beside the axis
 */
public record LineChart(String id, String title, int[] epochs, List<Line> lines, @Nullable Integer marked,
        DoubleFunction<String> format, DoubleFunction<String> ticks) {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 260;
    private static final double LEFT = 52;
    private static final double RIGHT = 14;
    private static final double TOP = 12;
    private static final double BOTTOM = 30;

    public LineChart {
        lines = lines.stream().filter(line -> DoubleStream.of(line.values).anyMatch(Double::isFinite)).toList();
    }

    /**
     * One line.
     *
     * @param name in the legend
     * @param style its colour's class in the style sheet
     * @param values one for each epoch; NaN where there is none
     */
    public record Line(String name, String style, double[] values) {
    }

    private Scale across() {
        return Scale.counting(epochs[0], epochs[epochs.length - 1], LEFT, WIDTH - RIGHT, 8);
    }

    private Scale up() {
        double[] all = lines.stream().flatMapToDouble(line -> DoubleStream.of(line.values)).filter(Double::isFinite)
                .toArray();
        return Scale.round(DoubleStream.of(all).min().orElse(0), DoubleStream.of(all).max().orElse(1),
                HEIGHT - BOTTOM, TOP, 5);
    }

    /** The chart with its legend. */
    public Element element() {
        Element legend = Element.styled("span", "legend");
        lines.forEach(line -> legend.add(Element.styled("span", "key " + line.style, line.name)));
        return Element.styled("figure", "chart").add(Element.of("figcaption", Element.of("strong", title), legend),
                drawing());
    }

    private Element drawing() {
        Scale x = across();
        Scale y = up();
        Element svg = Element.of("svg").with("viewBox", "0 0 " + (int) WIDTH + " " + (int) HEIGHT).with("id", id)
                .with("role", "img").with("aria-label", description());
        for (double tick : y.ticks()) {
            svg.add(Element.styled("line", "grid").with("x1", LEFT).with("x2", WIDTH - RIGHT).with("y1", y.at(tick))
                    .with("y2", y.at(tick)),
                    Element.styled("text", "tick end", ticks.apply(tick)).with("x", LEFT - 8).with("y",
                            y.at(tick) + 4));
        }
        for (double tick : x.ticks()) {
            svg.add(Element.styled("text", "tick middle", Words.tick(tick)).with("x", x.at(tick))
                    .with("y", HEIGHT - BOTTOM + 18));
        }
        svg.add(Element.styled("line", "axis").with("x1", LEFT).with("x2", WIDTH - RIGHT).with("y1", HEIGHT - BOTTOM)
                .with("y2", HEIGHT - BOTTOM));
        if (marked != null && epochs.length > 1) {
            svg.add(Element.styled("line", "mark").with("x1", x.at(marked)).with("x2", x.at(marked)).with("y1", TOP)
                    .with("y2", HEIGHT - BOTTOM).add(Element.of("title", "the kept epoch, " + marked)));
        }
        lines.forEach(line -> draw(line, x, y, svg));
        return svg;
    }

    private void draw(Line line, Scale x, Scale y, Element svg) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (int i = 0; i < epochs.length; i++) {
            double value = line.values[i];
            if (Double.isFinite(value)) {
                path.append(down ? 'L' : 'M').append(Element.number(x.at(epochs[i]))).append(' ')
                        .append(Element.number(y.at(value)));
                boolean alone = !down && (i + 1 == epochs.length || !Double.isFinite(line.values[i + 1]));
                if (alone) {
                    svg.add(Element.styled("circle", "dot " + line.style).with("cx", x.at(epochs[i]))
                            .with("cy", y.at(value)).with("r", 4));
                }
            }
            down = Double.isFinite(value);
        }
        svg.add(Element.styled("path", "line " + line.style).with("d", path));
    }

    /** For who does not see it: where every line ends. */
    private String description() {
        StringBuilder text = new StringBuilder(title);
        for (Line line : lines) {
            text.append("; ").append(line.name).append(" at the end ").append(
                    format.apply(line.values[line.values.length - 1]));
        }
        return text.toString();
    }

    /** What the script needs to show the numbers of an epoch. */
    public Map<String, Object> data() {
        Scale x = across();
        Scale y = up();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("epochs", epochs);
        data.put("x", Arrays.stream(epochs).mapToDouble(epoch -> rounded(x.at(epoch))).toArray());
        List<Map<String, Object>> series = new ArrayList<>();
        for (Line line : lines) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", line.name);
            one.put("style", line.style);
            List<@Nullable Double> places = new ArrayList<>();
            List<String> words = new ArrayList<>();
            for (double value : line.values) {
                places.add(Double.isFinite(value) ? rounded(y.at(value)) : null);
                words.add(Double.isFinite(value) ? format.apply(value) : "–");
            }
            one.put("y", places);
            one.put("words", words);
            series.add(one);
        }
        data.put("series", series);
        return data;
    }

    private static double rounded(double place) {
        return Math.rint(place * 10) / 10;
    }
}
