package cnn.report;

import cnn.api.layer.Layer;
import cnn.core.config.ComponentText;
import cnn.core.engine.LayerTimes;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.text.Count;
import cnn.report.chart.NetworkDrawing;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layers: drawn by what comes out of them, and as a table with what they cost. */
final class NetworkSection {
    private final Network network;
    private final @Nullable LayerTimes times;

    private NetworkSection(Report report) {
        network = report.model().network();
        times = report.times();
    }

    static Section of(Report report) {
        return new NetworkSection(report).section();
    }

    private Section section() {
        String measured = times == null
                ? ""
                : " Times are of one image in batches of " + times.batch() + " on "
                        + Count.of(times.threads(), "thread")
                        + ", the shortest of several runs.";
        return Section.of("network", "Network",
                "A box for all layers whose output has the same shape: height and width of the "
                        + "image, and its channels as depth." + measured,
                Element.styled("div", "stack",
                        Element.styled("div", "card drawing", NetworkDrawing.of(network).element()),
                        Element.styled("div", "card wide", table())));
    }

    private Element table() {
        List<String> columns = new ArrayList<>(List.of("name", "layer", "output", "parameters", "multiply-adds"));
        if (times != null) {
            columns.add("time");
        }
        boolean ways = network.nodes().stream().anyMatch(node -> !node.way().isEmpty());
        if (ways) {
            columns.add("way");
        }
        Element body = Element.of("tbody");
        for (Node node : network.nodes()) {
            if (!(node.layer() instanceof JoinedOutputs)) {
                body.add(row(node, ways));
            }
        }
        Element all = Element.of("tr", Element.of("th", "all").with("scope", "row"), Element.of("td"), Element.of("td"),
                number(network.parameters()), number(network.multiplyAdds()));
        if (times != null) {
            all.add(Element.styled("td", "number", Words.time(times.total())));
        }
        if (ways) {
            all.add(Element.of("td"));
        }
        return FiguresSection.sortable(columns.toArray(String[]::new)).add(body, Element.of("tfoot", all));
    }

    private Element row(Node node, boolean ways) {
        Element row = Element.of("tr", Element.of("th", path(node.name())).with("scope", "row"),
                Element.styled("td", "mono", ComponentText.of(Layer.class, node.layer())),
                Element.styled("td", "number", node.output().toString()),
                number(node.parameters()), meter(number(node.bound().multiplyAdds()), node.bound().multiplyAdds(),
                        network.multiplyAdds()));
        if (times != null) {
            Double seconds = times.seconds().get(node.name());
            row.add(seconds == null
                    ? within(times.within().get(node.name()))
                    : meter(FiguresSection.number(seconds, Words.time(seconds)), seconds, times.total()));
        }
        return ways ? row.add(Element.of("td", node.way())) : row;
    }

    /** A name that may go on in the next line after each of its parts. */
    private static List<Object> path(String name) {
        List<Object> pieces = new ArrayList<>();
        for (String piece : name.split("(?<=/)")) {
            pieces.add(piece);
            pieces.add(Element.of("wbr"));
        }
        return pieces;
    }

    /** The cell of a layer without a time of its own: the end of the name of the one that it runs within. */
    private static Element within(@Nullable String layer) {
        Element cell = Element.styled("td", "faint").with("data-value", "");
        return layer == null
                ? cell
                : cell.with("title", layer).add("in " + layer.substring(layer.lastIndexOf('/') + 1));
    }

    private static Element number(long value) {
        return FiguresSection.number(value, Count.of(value));
    }

    private static Element meter(Element cell, double value, double all) {
        return all > 0 && value > 0
                ? cell.add(
                        Element.styled("span", "meter").with("style", "--p:" + Element.number(100 * value / all) + "%"))
                : cell;
    }
}
