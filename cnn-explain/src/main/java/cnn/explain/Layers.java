package cnn.explain;

import cnn.api.Shape;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A network's layers by name. */
final class Layers {
    /** Names in a message. */
    private static final int MOST_NAMED = 12;

    private final Network network;
    private final List<Node> all;

    Layers(Network network) {
        this.network = network;
        all = network.nodes().stream().filter(node -> !(node.layer() instanceof JoinedOutputs)).toList();
    }

    /** In the order of computation. */
    List<Node> all() {
        return all;
    }

    /**
     * The layer of that name; of a block's path its last one.
     *
     * @throws IllegalArgumentException where there is none
     */
    Node find(String name) {
        Node within = null;
        for (Node node : all) {
            if (node.name().equals(name)) {
                return node;
            }
            within = node.name().startsWith(name + "/") ? node : within;
        }
        if (within == null) {
            List<String> names = all.stream().map(Node::name).toList();
            throw new IllegalArgumentException("The network has no layer '" + Echo.of(name) + "'."
                    + Nearest.question(name, names) + " It has " + listed(names) + ".");
        }
        return within;
    }

    /** The last layer before an output that has places; null where none has. */
    @Nullable
    Node lastWithPlaces(Node output) {
        BitSet before = new BitSet();
        before.set(output.index());
        for (int i = output.index(); i >= 0; i--) {
            Node node = network.nodes().get(i);
            if (before.get(i)) {
                if (hasPlaces(node.output())) {
                    return node;
                }
                node.inputs().stream().filter(input -> input != Node.INPUT).forEach(before::set);
            }
        }
        return null;
    }

    /**
     * A layer that has places.
     *
     * @throws IllegalArgumentException where its output has none
     */
    Node withPlaces(String name, String method) {
        Node node = find(name);
        if (!hasPlaces(node.output())) {
            List<String> others = names(other -> hasPlaces(other.output()));
            throw new IllegalArgumentException(method
                    + " needs a layer whose output has places, height × width of more than "
                    + "1, but that of '" + node.name() + "' is " + node.output() + ". " + (others.isEmpty()
                            ? "No layer of this network has one: use Saliency or another method that asks pixels."
                            : "Name one of " + listed(others) + "."));
        }
        return node;
    }

    private List<String> names(Predicate<Node> which) {
        return all.stream().filter(which).map(Node::name).toList();
    }

    static boolean hasPlaces(Shape shape) {
        return shape.isImage() && shape.height() * shape.width() > 1;
    }

    private static String listed(List<String> names) {
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? ", … (" + names.size() + " in all)" : "");
    }
}
