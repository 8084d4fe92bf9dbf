package cnn.report.chart;

import cnn.api.Shape;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.text.Count;
import cnn.report.markup.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network from left to right: a block for each run of layers whose outputs have the same shape, as high as the image and as
 * deep as its channels; numbers without a place as a bar. Arcs stand for outputs that go past the layers between.
 *
 * @param input shape of what comes in
 * @param stages in the order of computation
 */
public record NetworkDrawing(Shape input, List<Stage> stages) {
    private static final double TALLEST = 130;
    private static final double BASE = 190;
    private static final double GAP = 34;
    private static final int MOST_STAGES = 60;

    public NetworkDrawing {
        stages = List.copyOf(stages);
    }

    /**
     * Layers one behind the other whose outputs have the same shape.
     *
     * @param output that shape
     * @param layers how many of each kind, in the order in which they come first
     * @param joins how many take more than one input
     */
    public record Stage(Shape output, Map<String, Integer> layers, int joins) {
    }

    /** The drawing of a network. */
    public static NetworkDrawing of(Network network) {
        List<Stage> stages = new ArrayList<>();
        Shape shape = null;
        Map<String, Integer> layers = new LinkedHashMap<>();
        int joins = 0;
        for (Node node : network.nodes()) {
            if (node.layer() instanceof JoinedOutputs) {
                continue;
            }
            if (shape != null && !node.output().equals(shape)) {
                stages.add(new Stage(shape, layers, joins));
                layers = new LinkedHashMap<>();
                joins = 0;
            }
            shape = node.output();
            layers.merge(node.layer().getClass().getSimpleName(), 1, Integer::sum);
            joins += node.inputs().size() > 1 ? 1 : 0;
        }
        if (shape != null) {
            stages.add(new Stage(shape, layers, joins));
        }
        return new NetworkDrawing(network.input(), stages);
    }

    private static int rows(Stage stage) {
        return stage.layers.size();
    }

    /** The drawing, which may be wider than the page. */
    public Element element() {
        List<Stage> shown = stages.subList(0, Math.min(MOST_STAGES, stages.size()));
        int lines = shown.stream().mapToInt(NetworkDrawing::rows).max().orElse(1);
        Element svg = Element.of("svg");
        double tallest = Math.max(input.height(), 1);
        for (Stage stage : shown) {
            tallest = Math.max(tallest, stage.output.isImage() ? stage.output.height() : 1);
        }
        double x = stage(new Stage(input, Map.of("input", 1), 0), 20, tallest, svg);
        for (Stage stage : shown) {
            svg.add(Element.styled("path", "flow").with("d", "M" + Element.number(x + 6) + " " + (BASE - 20) + "h"
                    + Element.number(GAP - 12) + "m-5 -4l5 4l-5 4"));
            x = stage(stage, x + GAP, tallest, svg);
        }
        double height = BASE + 42 + 15 * lines;
        return svg.with("viewBox", "0 0 " + Element.number(x + 20) + " " + Element.number(height))
                .with("width", x + 20).with("height", height).with("role", "img")
                .with("aria-label", stages.size() + " stages from " + input + " to "
                        + stages.get(stages.size() - 1).output());
    }

    /** Draws a stage and returns where it ends. */
    private static double stage(Stage stage, double left, double tallest, Element svg) {
        Shape shape = stage.output;
        boolean image = shape.isImage();
        double height = image ? Math.max(8, TALLEST * Math.sqrt(shape.height() / tallest)) : 90;
        double width = image ? Math.max(5, 4 + 5 * Math.log(shape.channels() + 1) / Math.log(2)) : 12;
        double slant = image ? Math.max(3, 0.35 * TALLEST * Math.sqrt(shape.width() / tallest)) : 0;
        double total = Math.max(width + slant, 74);
        double x = left + (total - width - slant) / 2;
        double top = BASE - height;
        if (image) {
            svg.add(polygon("box top", x, top, x + slant, top - slant / 2, x + slant + width, top - slant / 2,
                    x + width, top),
                    polygon("box side", x + width, top, x + width + slant, top - slant / 2, x + width + slant,
                            BASE - slant / 2,
                            x + width, BASE));
        }
        svg.add(Element.styled("rect", image ? "box" : "box flat").with("x", x).with("y", top).with("width", width)
                .with("height", height).with("rx", image ? 0 : 3));
        if (stage.joins > 0) {
            double middle = x + width / 2 + slant / 2;
            double above = top - slant / 2 - 8;
            svg.add(Element.styled("path", "flow").with("d",
                    "M" + Element.number(middle - 18) + " " + Element.number(above)
                            + "q18 -22 36 0"),
                    text("caption faint", middle, above - 14, stage.joins + " joined"));
        }
        double centre = left + total / 2;
        svg.add(text("caption", centre, BASE + 22, image
                ? shape.height() + "×" + shape.width() + "×" + Count.of(shape.channels())
                : Count.of(shape.size())));
        int line = 0;
        for (Map.Entry<String, Integer> layer : stage.layers.entrySet()) {
            svg.add(text("caption faint", centre, BASE + 38 + 15 * line++, layer.getKey() + (layer.getValue() > 1
                    ? " ×" + layer.getValue()
                    : "")));
        }
        return left + total;
    }

    private static Element text(String style, double x, double y, String words) {
        return Element.styled("text", style, words).with("x", x).with("y", y);
    }

    private static Element polygon(String style, double... places) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < places.length; i += 2) {
            points.append(Element.number(places[i])).append(',').append(Element.number(places[i + 1])).append(' ');
        }
        return Element.styled("polygon", style).with("points", points.toString().strip());
    }
}
