package cnn.core.network;

import cnn.api.layer.Op;
import cnn.core.text.RecordText;
import java.util.List;
import java.util.stream.Collectors;

/** How far the gradient of a network's output gets: it ends at layers that are flat, such as comparisons and indices. */
public final class GradientFlow {
    private static final int MOST_NAMED = 3;

    private final Network network;
    private final boolean[] reached;

    private GradientFlow(Network network, boolean[] reached) {
        this.network = network;
        this.reached = reached;
    }

    /** Through a network as it was written. */
    public static GradientFlow of(Network network) {
        List<Node> nodes = network.nodes();
        boolean[] reached = new boolean[nodes.size()];
        reached[nodes.size() - 1] = true;
        for (Node node : nodes.reversed()) {
            for (int i = 0; reached[node.index()] && i < node.inputs().size(); i++) {
                if (node.inputs().get(i) != Node.INPUT && passes(node, i)) {
                    reached[node.inputs().get(i)] = true;
                }
            }
        }
        return new GradientFlow(network, reached);
    }

    private static boolean passes(Node node, int input) {
        Op op = node.bound().op();
        try {
            return op == null || op.passesGradient(input);
        } catch (Throwable thrown) {
            throw node.fault("passesGradient", thrown);
        }
    }

    /**
     * Requires that it reaches every layer that is to learn: weights without a gradient would only decay.
     *
     * @throws IllegalArgumentException naming the layers, what they are cut off by, and the cure
     */
    public void requireAllLearn() {
        List<Node> cut = network.nodes().stream().filter(node -> !reached[node.index()])
                .filter(node -> node.params().stream().anyMatch(network::trains)).toList();
        if (cut.isEmpty()) {
            return;
        }
        boolean one = cut.size() == 1;
        throw new IllegalArgumentException((one ? "Layer " : "Layers ") + named(cut) + " cannot learn: "
                + (one ? "it leads" : "they lead") + " to the output through " + ends(cut.getFirst())
                + " alone, where the gradient is 0 whatever comes. Freeze " + (one ? "it" : "them")
                + ", train.groups: [" + freezing(cut) + "], or leave " + (one ? "it" : "them") + " out.");
    }

    private static String named(List<Node> nodes) {
        String names = nodes.stream().limit(MOST_NAMED).map(node -> "'" + node.name() + "'")
                .collect(Collectors.joining(", "));
        return nodes.size() > MOST_NAMED ? names + " and " + (nodes.size() - MOST_NAMED) + " more" : names;
    }

    private static String freezing(List<Node> nodes) {
        String groups = nodes.stream().limit(MOST_NAMED).map(node -> "{match: '" + node.name() + "/**', frozen: true}")
                .collect(Collectors.joining(", "));
        return nodes.size() > MOST_NAMED ? groups + ", …" : groups;
    }

    /** The layers behind a node at which its way to the output is cut. */
    private String ends(Node from) {
        boolean[] behind = new boolean[reached.length];
        behind[from.index()] = true;
        StringBuilder ends = new StringBuilder();
        for (Node node : network.nodes()) {
            if (node.inputs().stream().anyMatch(input -> input != Node.INPUT && behind[input])) {
                behind[node.index()] = !reached[node.index()];
                if (reached[node.index()]) {
                    ends.append(ends.isEmpty() ? "'" : ", '").append(node.name()).append("' ")
                            .append(RecordText.of(node.layer()));
                }
            }
        }
        return ends.toString();
    }
}
