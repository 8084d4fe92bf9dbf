package cnn.core.interop;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * In which order a framework with channels first has the numbers of vectors that were images: flattened, (H, W, C) is read
 * pixel by pixel here and channel by channel there. The order goes through layers that leave each number at its place.
 */
final class FlattenedOrder {
    private final Map<Integer, int[]> orders = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** Follows a network's vectors from where they were images. */
    FlattenedOrder(Network network) {
        for (Node node : network.nodes()) {
            int[] order = node.isView() ? view(network, node) : layer(network, node);
            if (order != null) {
                orders.put(node.index(), order);
            }
        }
        if (orders.containsKey(network.nodes().getLast().index())) {
            notes.add("The network's output are the numbers of an image, which come pixel by pixel here and channel by "
                    + "channel where the weights are from.");
        }
    }

    /** Of each number of a node's input, where it stands there; null where it stands at the same place. */
    int @Nullable [] of(Node node) {
        return node.inputs().size() == 1 ? orders.get(node.inputs().getFirst()) : null;
    }

    /** What cannot be told from shapes alone, one line each. */
    List<String> notes() {
        return notes;
    }

    private int @Nullable [] view(Network network, Node node) {
        Shape from = network.inputShape(node, 0);
        Shape to = node.output();
        int[] before = of(node);
        if (to.rank() == 1 && from.rank() > 1) {
            return flattened(from);
        }
        if (!from.equals(to) && (before != null || from.rank() > 1 && from.channels() != to.channels())) {
            notes.add("Layer '" + Echo.of(node.name()) + "' makes " + to + " of " + from
                    + ", whose numbers come pixel by "
                    + "pixel here and channel by channel where the weights are from: what is behind it may need other "
                    + "weights. Compare an answer.");
            return null;
        }
        return before;
    }

    private static int @Nullable [] flattened(Shape from) {
        int channels = from.channels();
        int pixels = from.size() / channels;
        if (channels == 1 || pixels == 1) {
            return null;
        }
        int[] order = new int[from.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i % channels * pixels + i / channels;
        }
        return order;
    }

    /** Where a number stays at its place: the output has as many, and no matrix mixes them. */
    private int @Nullable [] layer(Network network, Node node) {
        boolean mixes = node.params().stream().anyMatch(param -> param.shape().rank() > 1);
        List<Integer> inputs = node.inputs();
        if (mixes || node.output().rank() > 1 || inputs.stream().noneMatch(orders::containsKey)) {
            return null;
        }
        int[] first = orders.get(inputs.getFirst());
        int size = node.output().size();
        int given = 0;
        boolean same = true;
        for (int i = 0; i < inputs.size(); i++) {
            given += network.inputShape(node, i).size();
            same &= network.inputShape(node, i).size() == size && Arrays.equals(orders.get(inputs.get(i)), first);
        }
        if (same) {
            return first;
        }
        return given == size ? joined(network, node) : lost(node);
    }

    private int[] joined(Network network, Node node) {
        int[] order = new int[node.output().size()];
        int at = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
            int[] part = orders.get(node.inputs().get(i));
            int size = network.inputShape(node, i).size();
            for (int j = 0; j < size; j++) {
                order[at + j] = at + (part == null ? j : part[j]);
            }
            at += size;
        }
        return order;
    }

    private int @Nullable [] lost(Node node) {
        notes.add("Layer '" + Echo.of(node.name())
                + "' takes the numbers of an image that was flattened, pixel by pixel here and "
                + "channel by channel where the weights are from: what is behind it may need other weights. Compare an "
                + "answer.");
        return null;
    }
}
