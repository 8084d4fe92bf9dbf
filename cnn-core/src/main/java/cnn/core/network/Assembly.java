package cnn.core.network;

import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Bound;
import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.core.config.Location;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network's layers while they are added one by one, each bound as it comes. Who adds them is a {@link Scope}. */
final class Assembly {
    private final Shape input;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Param> params = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final Set<String> paramNames = new HashSet<>();
    /** Which node gives the output of a layer or block, by path. */
    private final Map<String, Integer> outputs = new HashMap<>();
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    /** Where each layer is written: the innermost entry from which it comes. */
    private final List<@Nullable Location> places = new ArrayList<>();
    private PlacedEntries placed = PlacedEntries.NONE;
    private @Nullable Location here;

    Assembly(Shape input) {
        this.input = input;
    }

    /** Layers so far. */
    int size() {
        return nodes.size();
    }

    Node node(int index) {
        return nodes.get(index);
    }

    /** Shape of a node's output, or of the network's input. */
    Shape shape(int index) {
        return index == Node.INPUT ? input : nodes.get(index).output();
    }

    List<Shape> shapes(List<Integer> indices) {
        return indices.stream().map(this::shape).toList();
    }

    /** A node's name, or {@code input}. */
    String name(int index) {
        return index == Node.INPUT ? Scope.INPUT : nodes.get(index).name();
    }

    /** The node that gives the output of a layer or block; null where there is none of that path. */
    @Nullable
    Integer output(String path) {
        return outputs.get(path);
    }

    /** A block begins: what is added next are its layers. */
    void open(String path, Block block) {
        blocks.put(path, block);
    }

    /** A block ends, and has its output from this node. */
    void close(String path, int output) {
        outputs.put(path, output);
    }

    /** What is added next comes from a file, where these say it does. */
    void from(PlacedEntries entries) {
        placed = entries;
    }

    /** What is added next comes from this entry. What comes back is where it came from before. */
    @Nullable
    Location enter(Entry entry) {
        Location before = here;
        Location place = placed.place(entry);
        here = place == null ? before : place;
        return before;
    }

    /** What is added next comes from what it came from before. */
    void leave(@Nullable Location before) {
        here = before;
    }

    /** A refusal of what is being added, with its place where that is known. */
    IllegalArgumentException placed(IllegalArgumentException refusal) {
        return PlacedEntries.placed(here, refusal);
    }

    Node add(String name, Layer layer, List<Integer> inputs) {
        List<Shape> shapes = shapes(inputs);
        NodeBinding binding = new NodeBinding(nodes.size(), name, layer, shapes, params.size(), slots.size());
        Bound bound = binding.bind();
        if (bound.op() == null && (shapes.size() != 1 || shapes.getFirst().size() != bound.output().size())) {
            throw binding.reject("its output " + bound.output() + " is declared a view but has another size",
                    "Return Bound.of(shape, op) from its bind method");
        }
        for (Param param : binding.params()) { // 'a/b' with 'w' and 'a' with 'b/w': files know them by name alone
            if (!paramNames.add(param.name())) {
                throw binding.reject("its parameter would be called '" + param.name()
                        + "', as that of another layer is", "Give the layer a name without '/'");
            }
        }
        Node node = new Node(nodes.size(), name, layer, inputs, bound, binding.params(), nodes.size(),
                Node.OWN);
        nodes.add(node);
        places.add(here);
        outputs.put(name, node.index());
        params.addAll(binding.params());
        slots.addAll(binding.slots());
        return node;
    }

    Network build() {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException(
                    "The network has no layers. Add at least one, for example a dense layer.");
        }
        boolean[] used = new boolean[nodes.size()];
        nodes.forEach(node -> node.inputs().stream().filter(i -> i >= 0).forEach(i -> used[i] = true));
        for (Node node : nodes.subList(0, nodes.size() - 1)) {
            if (!used[node.index()]) {
                throw PlacedEntries.placed(places.get(node.index()),
                        new IllegalArgumentException("Layer '" + node.name()
                                + "' " + RecordText.of(node.layer())
                                + " leads nowhere: no layer takes its output, and it is not the last. "
                                + "Name it in another layer's inputs or as an output, or leave it out."));
            }
        }
        return new Network(input, nodes, params, slots, new BitSet(), blocks, places);
    }
}
