package cnn.cli;

import cnn.api.layer.Block;
import cnn.core.engine.LayerTimes;
import cnn.core.network.Fusion;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network as a table with a row for each layer, or for each block where layers lie deeper than wanted. What a row stands
 * for follows from names alone, which are paths, so that a model file's network folds like a pipeline's.
 */
final class NetworkTable {
    private final Network network;
    private final boolean ways;
    private final @Nullable LayerTimes times;
    /** How layers compute that take in those before them in prediction, by name. */
    private final Map<String, String> merged;
    private final List<Row> rows = new ArrayList<>();
    /** The row's name that stands for a layer, by the layer's index. */
    private final Map<Integer, String> names = new HashMap<>();

    /**
     * Folds a network.
     *
     * @param depth names of a path that are shown; layers whose paths are longer are folded
     * @param ways whether to show in which way a layer is computed, and its share of the multiply-adds
     * @param times how long layers take; null where nobody asked
     */
    NetworkTable(Network network, int depth, boolean ways, @Nullable LayerTimes times) {
        this.network = network;
        this.ways = ways;
        this.times = times;
        merged = ways ? Fusion.merged(network) : Map.of();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof JoinedOutputs) {
                continue; // no layer of the pipeline's
            }
            String name = shortened(node.name(), depth);
            boolean folded = !name.equals(node.name());
            if (!folded || rows.isEmpty() || !rows.getLast().folded || !rows.getLast().name.equals(name)) {
                rows.add(new Row(name, folded, new ArrayList<>()));
            }
            rows.getLast().nodes.add(node);
            names.put(node.index(), name);
        }
    }

    /**
     * A row of the table.
     *
     * @param folded whether it stands for a block
     * @param nodes its layers, one behind the other in the order of computation
     */
    private record Row(String name, boolean folded, List<Node> nodes) {
        long parameters() {
            return nodes.stream().mapToLong(Node::parameters).sum();
        }

        long multiplyAdds() {
            return nodes.stream().mapToLong(node -> node.bound().multiplyAdds()).sum();
        }

        /** Nodes outside that it takes the outputs of. */
        Set<Integer> inputs() {
            Set<Integer> inputs = new LinkedHashSet<>();
            nodes.forEach(node -> inputs.addAll(node.inputs()));
            nodes.forEach(node -> inputs.remove(node.index()));
            return inputs;
        }

        /** Whether it takes the output of the layer before and nothing else. */
        boolean follows() {
            return inputs().equals(Set.of(nodes.getFirst().index() - 1)) && (folded || nodes.getFirst().inputs()
                    .size() == 1);
        }
    }

    private static String shortened(String path, int depth) {
        int end = -1;
        for (int i = 0; i < depth; i++) {
            end = path.indexOf('/', end + 1);
            if (end < 0) {
                return path;
            }
        }
        return path.substring(0, end);
    }

    /**
     * A column of the table.
     *
     * @param input its cell for the network's input
     * @param of its cell for a row
     * @param total its cell for the whole network
     */
    private record Column(String heading, String input, Function<Row, String> of, String total) {
        static Column of(String heading, Function<Row, String> of, String total) {
            return new Column(heading, "", of, total);
        }
    }

    @Override
    public String toString() {
        List<Column> columns = columns();
        Table table = new Table(columns.stream().map(Column::heading).toArray());
        table.row(columns.stream().map(Column::input).toArray());
        rows.forEach(row -> table.row(columns.stream().map(column -> column.of.apply(row)).toArray()));
        table.row(columns.stream().map(Column::total).toArray());
        return table.toString();
    }

    /** What was asked for; what a layer takes only where something branches. */
    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("name", "input", Row::name, "total"));
        columns.add(Column.of("layer", this::described, Text.count(SummaryCommand.layers(network), "layer")));
        if (rows.stream().anyMatch(row -> !row.follows())) {
            columns.add(Column.of("from", this::sources, ""));
        }
        columns.add(
                new Column("output", network.input().toString(), row -> row.nodes.getLast().output().toString(), ""));
        columns.add(Column.of("parameters", row -> Text.count(row.parameters()), Text.count(network.parameters())));
        columns.add(Column.of("multiply-adds", row -> Text.count(row.multiplyAdds()),
                Text.count(network.multiplyAdds())));
        if (ways) {
            columns.add(Column.of("share", this::share, ""));
            columns.add(Column.of("way", this::ways, ""));
        }
        if (times != null) {
            columns.add(Column.of("ms", row -> LayerKinds.milliseconds(seconds(row)), LayerKinds.milliseconds(
                    times.total())));
            columns.add(Column.of("GFLOP/s", row -> LayerKinds.speed(row.multiplyAdds(), seconds(row)),
                    LayerKinds.speed(network.multiplyAdds(), times.total())));
        }
        return columns;
    }

    private double seconds(Row row) {
        return row.nodes.stream().mapToDouble(node -> times.seconds().getOrDefault(node.name(), 0.0)).sum();
    }

    /** In which ways its layers are computed, each once. */
    private String ways(Row row) {
        return String.join("; ", row.nodes.stream().flatMap(this::ways).distinct().toList());
    }

    private Stream<String> ways(Node node) {
        String way = merged.get(node.name());
        return Stream.of(node.way(), way == null ? "" : "in prediction " + way).filter(text -> !text.isEmpty());
    }

    private String share(Row row) {
        return row.multiplyAdds() == 0 ? "" : Text.percent((double) row.multiplyAdds() / network.multiplyAdds());
    }

    private String described(Row row) {
        if (!row.folded) {
            return PartText.layer(row.nodes.getFirst().layer());
        }
        Block block = network.blocks().get(row.name);
        return (block == null ? "" : PartText.block(block) + ", ") + Text.count(row.nodes.size(), "layer");
    }

    private String sources(Row row) {
        if (row.follows()) {
            return "";
        }
        List<Integer> inputs = row.folded ? List.copyOf(row.inputs()) : row.nodes.getFirst().inputs();
        return String.join(", ", inputs.stream().map(i -> i == Node.INPUT ? "input" : names.get(i)).distinct()
                .toList());
    }
}
