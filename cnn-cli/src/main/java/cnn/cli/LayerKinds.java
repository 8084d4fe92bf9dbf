package cnn.cli;

import cnn.core.engine.LayerTimes;
import cnn.core.network.Network;
import cnn.core.network.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the time of a prediction goes: layers of one kind that are computed in one way together, those that take longest first. */
final class LayerKinds {
    private final LayerTimes times;
    private final List<Kind> kinds;

    LayerKinds(Network network, LayerTimes times) {
        this.times = times;
        Map<String, Kind> byName = new HashMap<>();
        for (Node node : network.nodes()) {
            Double seconds = times.seconds().get(node.name());
            if (seconds != null) {
                String name = PartText.id(node.layer()) + (node.way().isEmpty() ? "" : ", " + node.way());
                byName.merge(name, new Kind(name, 1, node.bound().multiplyAdds(), seconds), Kind::and);
            }
        }
        kinds = byName.values().stream().sorted((a, b) -> Double.compare(b.seconds, a.seconds)).toList();
    }

    /**
     * Layers of one kind.
     *
     * @param layers how many there are
     * @param multiplyAdds of all of them, for one image
     * @param seconds of all of them, for one image
     */
    private record Kind(String name, int layers, long multiplyAdds, double seconds) {
        Kind and(Kind other) {
            return new Kind(name, layers + other.layers, multiplyAdds + other.multiplyAdds, seconds + other.seconds);
        }
    }

    @Override
    public String toString() {
        Table table = new Table("kind of layer", "layers", "ms", "share", "GFLOP/s");
        for (Kind kind : kinds) {
            table.row(kind.name, Text.count(kind.layers), milliseconds(kind.seconds),
                    Text.percent(kind.seconds / times.total()), speed(kind.multiplyAdds, kind.seconds));
        }
        return table.toString();
    }

    /** {@code 1.234}; empty for a layer that takes no time of its own. */
    static String milliseconds(double seconds) {
        return seconds == 0 ? "" : String.format(Locale.ROOT, "%.3f", 1e3 * seconds);
    }

    /** Billions of floating-point operations a second, two for each multiply-add; empty where there are none. */
    static String speed(long multiplyAdds, double seconds) {
        return multiplyAdds == 0 || seconds == 0
                ? ""
                : String.format(Locale.ROOT, "%.1f", 2e-9 * multiplyAdds / seconds);
    }
}
