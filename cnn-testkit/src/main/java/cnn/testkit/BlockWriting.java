package cnn.testkit;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Binding;
import cnn.api.layer.Block;
import cnn.api.layer.Bound;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a block out, with blocks in it, as a network does; binds each layer where the whole is bound. */
final class BlockWriting implements Expansion {
    /** Blocks within blocks, as in a network. */
    private static final int MOST_DEPTH = 50;

    private final Binding whole;
    private final List<Step> steps;
    private final Map<String, Signal> known;
    private final String prefix;
    private final int depth;
    private final List<Signal> inputs;
    private final Map<Class<?>, Integer> counts = new HashMap<>();
    private List<Signal> last;

    private BlockWriting(Binding whole, List<Step> steps, Map<String, Signal> known, String prefix, int depth,
            List<Signal> inputs) {
        this.whole = whole;
        this.steps = steps;
        this.known = known;
        this.prefix = prefix;
        this.depth = depth;
        this.inputs = inputs;
        last = inputs;
    }

    /**
     * A layer in its place.
     *
     * @param inputs steps whose outputs it takes; −1, −2 … are the block's own inputs
     */
    record Step(String name, Layer layer, List<Integer> inputs, Bound bound) {
        @Override
        public String toString() {
            return name + " " + layer + " behind " + inputs;
        }
    }

    /** What add gave back. */
    private record Handle(BlockWriting from, int index, String name, Shape shape) implements Signal {
    }

    /** Writes a block out where it is bound as a layer. */
    static BlockWriting of(Block block, Binding whole) {
        List<Signal> inputs = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        BlockWriting outer = new BlockWriting(whole, steps, new HashMap<>(), "", 0, List.of());
        for (int i = 0; i < whole.inputs().size(); i++) {
            inputs.add(new Handle(outer, -1 - i, "input", whole.inputs().get(i)));
        }
        BlockWriting writing = new BlockWriting(whole, steps, outer.known, "", 0, inputs);
        Signal output = block.expand(writing);
        if (!(output instanceof Handle handle) || handle.index < 0) {
            throw whole.reject("expand returned " + (output == null ? "null" : "the output of '" + output.name() + "'")
                    + ", which is no part that it added", "Return what the last add gave back");
        }
        if (handle.index != steps.size() - 1) {
            throw whole.reject("expand returned the output of '" + handle.name + "', but a layer was added behind it",
                    "Add the part that gives the output last");
        }
        return writing;
    }

    List<Step> steps() {
        return steps;
    }

    @Override
    public List<Signal> inputs() {
        return inputs;
    }

    @Override
    public Signal add(Part part) {
        return add(defaultName(part), part, last);
    }

    @Override
    public Signal add(String name, Part part) {
        return add(name, part, last);
    }

    @Override
    public Signal add(Part part, Signal... from) {
        return add(defaultName(part), part, List.of(from));
    }

    @Override
    public Signal add(String name, Part part, Signal... from) {
        return add(name, part, List.of(from));
    }

    @Override
    public Signal add(List<Entry> body) {
        if (body.isEmpty()) {
            throw reject("its body is empty", "Give it at least one layer");
        }
        List<Signal> before = inputs;
        for (Entry entry : body) {
            List<Signal> from = entry.from() == null ? before : find(entry.from());
            before = List.of(add(entry.name() == null ? defaultName(entry.part()) : entry.name(), entry.part(), from));
        }
        return before.getFirst();
    }

    private List<Signal> find(List<String> names) {
        List<Signal> found = new ArrayList<>();
        for (String name : names) {
            if (name.equals("input")) {
                found.addAll(inputs);
            } else if (known.containsKey(prefix + name)) {
                found.add(known.get(prefix + name));
            } else if (inputs.size() > 1 && name.matches("input-[1-9]\\d?") && number(name) <= inputs.size()) {
                found.add(inputs.get(number(name) - 1));
            } else {
                throw reject("a part takes '" + name + "', which no part before it is called", "Name one of "
                        + known.keySet() + ", or input");
            }
        }
        return found;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }

    private String defaultName(Part part) {
        Id id = part.getClass().getAnnotation(Id.class);
        return (id == null ? part.getClass().getSimpleName() : id.value()) + "-"
                + (counts.getOrDefault(part.getClass(), 0) + 1);
    }

    private Signal add(String name, Part part, List<Signal> from) {
        String path = prefix + name;
        Entry.of(name, part); // refuses a name that cannot be one
        if (known.containsKey(path)) {
            throw reject("two of its parts are called '" + path + "'", "Give each a name of its own");
        }
        List<Integer> indices = new ArrayList<>();
        for (Signal output : from) {
            if (!(output instanceof Handle handle) || handle.from.whole != whole) {
                throw reject("it adds a part behind an output that comes from elsewhere",
                        "Take its inputs, or what its own add gave back");
            }
            indices.add(handle.index);
        }
        counts.merge(part.getClass(), 1, Integer::sum);
        List<Shape> shapes = from.stream().map(Signal::shape).toList();
        Signal output = switch (part) {
            case Layer layer -> {
                Bound bound = layer.bind(new Inner(whole, path, layer, shapes));
                steps.add(new Step(path, layer, indices, bound));
                yield new Handle(this, steps.size() - 1, path, bound.output());
            }
            case Block block -> {
                if (depth == MOST_DEPTH) {
                    throw reject("blocks are nested more than " + MOST_DEPTH + " deep", "Nest fewer, and check that no "
                            + "block adds itself");
                }
                yield block.expand(new BlockWriting(whole, steps, known, path + "/", depth + 1, from));
            }
        };
        known.put(path, output);
        last = List.of(output);
        return output;
    }

    @Override
    public ShapeException reject(String problem, String remedy) {
        return whole.reject(problem, remedy);
    }

    /** What one of the layers asks for, under its own name. */
    private record Inner(Binding whole, String name, Layer layer, List<Shape> inputs) implements Binding {
        @Override
        public Param param(String param, Shape shape, Init init) {
            return whole.param(name + "/" + param, shape, init);
        }

        @Override
        public Param state(String param, Shape shape, Init init) {
            return whole.state(name + "/" + param, shape, init);
        }

        @Override
        public FloatSlot saved(int floatsPerExample, int more) {
            return whole.saved(floatsPerExample, more);
        }

        @Override
        public FloatSlot shared(int floatsPerExample, int more) {
            return whole.shared(floatsPerExample, more);
        }

        @Override
        public FloatSlot sharedForTraining(int floatsPerExample, int more) {
            return whole.sharedForTraining(floatsPerExample, more);
        }

        @Override
        public FloatSlot scratch(int floats) {
            return whole.scratch(floats);
        }

        @Override
        public FloatSlot scratchForTraining(int floats) {
            return whole.scratchForTraining(floats);
        }

        @Override
        public FloatSlot packed(int floats, Packer packer) {
            return whole.packed(floats, packer);
        }

        @Override
        public FloatSlot packedForTraining(int floats, Packer packer) {
            return whole.packedForTraining(floats, packer);
        }

        @Override
        public ShapeException reject(String problem, String remedy) {
            return new ShapeException(
                    "Layer '" + name + "' " + layer + " cannot take " + BoundLayer.list(inputs) + ":\n"
                            + problem + ". " + remedy + ".");
        }
    }
}
