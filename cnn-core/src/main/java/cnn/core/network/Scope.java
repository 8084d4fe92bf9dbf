package cnn.core.network;

import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.api.layer.Part;
import cnn.core.config.Location;
import cnn.core.text.Echo;
import cnn.core.text.RecordText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where names hold: the network itself, or one block while it is written out. A name here is a path in the network with
 * this scope's own path before it; what {@code from} names is looked for here alone, or below.
 */
final class Scope {
    /** What a list of parts as a whole takes, where {@code from} names it. */
    static final String INPUT = "input";
    /** Layers that a network may have where blocks are written out: ResNet-1202 has 4,800. */
    static final int MOST_LAYERS = 10_000;
    /** Blocks within blocks. */
    static final int MOST_DEPTH = 50;

    private final Assembly assembly;
    private final String prefix;
    private final int depth;
    private final List<Integer> inputs;
    private final Map<Class<?>, Integer> counts = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private List<Integer> last;

    private Scope(Assembly assembly, String prefix, int depth, List<Integer> inputs) {
        this.assembly = assembly;
        this.prefix = prefix;
        this.depth = depth;
        this.inputs = inputs;
        last = inputs;
    }

    /** The network itself. */
    static Scope root(Assembly assembly) {
        return new Scope(assembly, "", 0, List.of(Node.INPUT));
    }

    Assembly assembly() {
        return assembly;
    }

    /** What the parts here take as a whole. */
    List<Integer> inputs() {
        return inputs;
    }

    /** The name a part gets where it is given none: its id and a number. */
    String defaultName(Part part) {
        return kind(part) + "-" + (counts.getOrDefault(part.getClass(), 0) + 1);
    }

    /** Adds a part behind the one added last. The index of the node that gives its output comes back. */
    int add(String name, Part part) {
        return add(name, part, last);
    }

    int add(String name, Part part, List<Integer> from) {
        String path = prefix + name;
        if (name.equals(INPUT) || assembly.output(path) != null) {
            throw new IllegalArgumentException(noun(part) + " name '" + Echo.of(path) + "' is already taken. Give "
                    + noun(part).toLowerCase(Locale.ROOT) + " " + text(part) + " another name.");
        }
        int output = switch (part) {
            case Layer layer -> layer(path, layer, from);
            case Block block -> block(path, block, from);
        };
        counts.merge(part.getClass(), 1, Integer::sum);
        names.add(name);
        last = List.of(output);
        return output;
    }

    /** Adds entries one behind the other, the first one behind the given nodes. */
    int add(List<Entry> entries, List<Integer> from) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("A list of layers is empty. Give it at least one.");
        }
        List<Integer> before = from;
        for (Entry entry : entries) {
            Location outside = assembly.enter(entry);
            try {
                String name = entry.name() != null ? entry.name() : defaultName(entry.part());
                List<Integer> sources = entry.from() == null ? before : find(name, entry.part(), entry.from());
                before = List.of(add(name, entry.part(), sources));
            } catch (IllegalArgumentException refusal) {
                throw assembly.placed(refusal);
            } finally {
                assembly.leave(outside);
            }
        }
        return before.getFirst();
    }

    /** Adds entries behind what was added last. */
    int add(List<Entry> entries) {
        if (entries instanceof PlacedEntries placed) {
            assembly.from(placed);
        }
        return add(entries, last);
    }

    /** The nodes that {@code from} means for a part of this name. */
    List<Integer> find(String name, Part part, List<String> from) {
        List<Integer> found = new ArrayList<>();
        for (String source : from) {
            if (source.equals(INPUT)) {
                found.addAll(inputs);
            } else {
                found.add(find(name, part, source));
            }
        }
        return found;
    }

    private int find(String name, Part part, String source) {
        Integer found = assembly.output(prefix + source);
        for (int i = 0; found == null && inputs.size() > 1 && i < inputs.size(); i++) {
            found = source.equals(numbered(i)) ? inputs.get(i) : null;
        }
        if (found == null) {
            StringBuilder known = new StringBuilder(INPUT);
            for (int i = 0; inputs.size() > 1 && i < inputs.size(); i++) {
                known.append(", ").append(numbered(i));
            }
            names.forEach(before -> known.append(", ").append(Echo.of(before)));
            throw new IllegalArgumentException(noun(part) + " '" + Echo.of(prefix + name) + "' takes its input from '"
                    + Echo.of(source) + "', but no layer before it has that name" + (depth == 0 ? "" : " in its block")
                    + ". Layers before it: " + known + "."
                    + (depth == 0 ? "" : " What lies outside comes in through the block's own from."));
        }
        return found;
    }

    private static String numbered(int input) {
        return INPUT + "-" + (input + 1);
    }

    private int layer(String path, Layer layer, List<Integer> from) {
        if (depth > 0 && assembly.size() >= MOST_LAYERS) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "Block '%s' brings the network to more than "
                    + "%,d layers, the most that blocks may be written out as. Repeat less, or nest fewer repetitions.",
                    outermost(), MOST_LAYERS));
        }
        return assembly.add(path, layer, from).index();
    }

    private int block(String path, Block block, List<Integer> from) {
        if (depth == MOST_DEPTH) {
            throw new IllegalArgumentException("Block '" + outermost() + "' has blocks nested more than " + MOST_DEPTH
                    + " deep. Nest fewer, and check that no block adds itself.");
        }
        assembly.open(path, block);
        int output = new BlockExpansion(path, block, new Scope(assembly, path + "/", depth + 1, from)).expand();
        assembly.close(path, output);
        return output;
    }

    /** The block in the network itself that this lies in. */
    private String outermost() {
        return Echo.of(prefix.substring(0, prefix.indexOf('/')));
    }

    /** {@code conv2d}; of a part without id its class's name. */
    private static String kind(Part part) {
        Id id = part.getClass().getAnnotation(Id.class);
        return id != null ? id.value() : part.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String noun(Part part) {
        return part instanceof Layer ? "Layer" : "Block";
    }

    /** A block's text has all that is in it. */
    private static String text(Part part) {
        return part instanceof Layer ? RecordText.of(part) : Echo.of(RecordText.of(part));
    }
}
