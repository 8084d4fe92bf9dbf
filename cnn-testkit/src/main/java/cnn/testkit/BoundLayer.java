package cnn.testkit;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.ChannelJoin;
import cnn.api.layer.ChannelSlice;
import cnn.api.layer.Epilogue;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One layer, bound to its input shapes outside any network. What it asked for is known; nothing is allocated. */
public final class BoundLayer {
    private final String name;
    private final Layer layer;
    private final List<Shape> inputs;
    private final List<Param> params = new ArrayList<>();
    private final List<Param> paramsView = Collections.unmodifiableList(params);
    private final List<Slot> slots = new ArrayList<>();
    private Bound bound;
    private boolean absorbed;

    private BoundLayer(String name, Layer layer, List<Shape> inputs) {
        this.name = name;
        this.layer = layer;
        this.inputs = inputs;
        Handles handles = new Handles();
        bound = layer.bind(handles);
        handles.open = false;
        if (bound.op() == null && (inputs.size() != 1 || inputs.getFirst().size() != bound.output().size())) {
            throw subject().wrong(
                    "it is a view with output shape " + bound.output() + ", which has not the input's " + "size",
                    "Return Bound.view only where the output is the only input's own numbers");
        }
    }

    /** Binds a layer, under the name "layer". */
    public static BoundLayer of(Layer layer, Shape... inputs) {
        return of("layer", layer, List.of(inputs));
    }

    /**
     * Binds a layer under a name.
     *
     * @throws ShapeException where the layer rejects these inputs
     */
    public static BoundLayer of(String name, Layer layer, List<Shape> inputs) {
        return new BoundLayer(name, layer, List.copyOf(inputs));
    }

    /** This with its op replaced by one that has absorbed epilogues; null where it absorbs none. */
    @Nullable
    BoundLayer absorbing(List<Epilogue> epilogues) {
        absorbed = true;
        return by(bound.output(), "absorb", (op, in) -> op.absorb(epilogues, in));
    }

    /** This with its op replaced by one that writes into a wider output, which is the output then; null where it cannot. */
    @Nullable
    BoundLayer within(ChannelSlice slice) {
        int[] dims = bound.output().dims();
        dims[dims.length - 1] = slice.of();
        return by(Shape.of(dims), "within", (op, in) -> op.within(slice, in));
    }

    private @Nullable BoundLayer by(Shape output, String method, BiFunction<Op, Binding, @Nullable Op> other) {
        if (bound.op() == null) {
            return null;
        }
        int before = params.size();
        Op op = other.apply(bound.op(), new Handles());
        if (params.size() > before) {
            throw subject().wrong("it asks for a parameter in " + method, "Ask for parameters in bind only");
        }
        bound = new Bound(output, op, bound.multiplyAdds(), bound.leastBatch());
        return op == null ? null : this;
    }

    /** This with its op, a {@link ChannelJoin}, replaced by one that leaves out some inputs. */
    BoundLayer withoutCopying(BitSet inputsThere) {
        Op op = ((ChannelJoin) Objects.requireNonNull(bound.op())).withoutCopying(inputsThere);
        bound = new Bound(bound.output(), op, bound.multiplyAdds(), bound.leastBatch());
        return this;
    }

    /** Whether it has absorbed epilogues, so that backward may overwrite the gradient of its output. */
    boolean hasAbsorbed() {
        return absorbed;
    }

    /** The layer. */
    public Layer layer() {
        return layer;
    }

    /** Shapes of one example of each input. */
    public List<Shape> inputs() {
        return inputs;
    }

    /** Shape of one example of the output. */
    public Shape output() {
        return bound.output();
    }

    /** Whether its output is its input's own numbers, so that it computes nothing. */
    public boolean isView() {
        return bound.op() == null;
    }

    /** Multiply-adds for one example, as the layer tells them. */
    public long multiplyAdds() {
        return bound.multiplyAdds();
    }

    /** Examples that a batch must have in training, at least. */
    public int leastBatch() {
        return bound.leastBatch();
    }

    /** Its parameters and states, in the order in which it asked for them. */
    public List<Param> params() {
        return paramsView;
    }

    /** Its parameters that are trained, in the same order. */
    public List<Param> trained() {
        return params.stream().filter(Param::trained).toList();
    }

    /** The parameter or state that the layer calls by this name. */
    public Param param(String paramName) {
        return params.stream().filter(param -> param.name().equals(name + "/" + paramName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(subject().name() + " has no parameter '" + paramName
                        + "'. It has " + params.stream().map(Param::name).toList() + "."));
    }

    /** What the layer calls a parameter or state of its own. */
    String ownName(Param param) {
        return param.name().substring(name.length() + 1);
    }

    @Nullable
    Op op() {
        return bound.op();
    }

    List<Slot> slots() {
        return slots;
    }

    Subject subject() {
        return new Subject(what() + " on " + list(inputs));
    }

    private String what() {
        return layer instanceof BlockLayer block ? "Block " + block : "Layer '" + name + "' " + layer;
    }

    static String list(List<Shape> shapes) {
        return shapes.stream().map(Shape::toString).collect(Collectors.joining(" and "));
    }

    /** What a buffer is for. */
    enum Kind {
        SAVED, SHARED, SCRATCH, PACKED
    }

    /** A buffer that the layer asked for; {@code training} where it is absent in prediction. */
    record Slot(Kind kind, int perExample, int more, @Nullable Packer packer, boolean training) {
        int floats(int batch) {
            return Math.addExact(Math.multiplyExact(perExample, batch), more);
        }
    }

    private final class Handles implements Binding {
        private boolean open = true;

        @Override
        public List<Shape> inputs() {
            return inputs;
        }

        @Override
        public Param param(String paramName, Shape shape, Init init) {
            return add(paramName, shape, init, true);
        }

        @Override
        public Param state(String paramName, Shape shape, Init init) {
            return add(paramName, shape, init, false);
        }

        private Param add(String paramName, Shape shape, Init init, boolean trained) {
            checkOpen();
            String fullName = name + "/" + paramName;
            if (params.stream().anyMatch(param -> param.name().equals(fullName))) {
                throw subject().wrong("it asks for two parameters called '" + paramName + "'",
                        "Give each a name of its own, since model files store them by name");
            }
            Param param = new Param(params.size(), fullName, shape, init, trained);
            params.add(param);
            return param;
        }

        @Override
        public FloatSlot saved(int floatsPerExample, int more) {
            return add(Kind.SAVED, floatsPerExample, more, null, false);
        }

        @Override
        public FloatSlot shared(int floatsPerExample, int more) {
            return add(Kind.SHARED, floatsPerExample, more, null, false);
        }

        @Override
        public FloatSlot sharedForTraining(int floatsPerExample, int more) {
            return add(Kind.SHARED, floatsPerExample, more, null, true);
        }

        @Override
        public FloatSlot scratch(int floats) {
            return add(Kind.SCRATCH, 0, floats, null, false);
        }

        @Override
        public FloatSlot scratchForTraining(int floats) {
            return add(Kind.SCRATCH, 0, floats, null, true);
        }

        @Override
        public FloatSlot packed(int floats, Packer packer) {
            return add(Kind.PACKED, 0, floats, packer, false);
        }

        @Override
        public FloatSlot packedForTraining(int floats, Packer packer) {
            return add(Kind.PACKED, 0, floats, packer, true);
        }

        private FloatSlot add(Kind kind, int perExample, int more, @Nullable Packer packer, boolean training) {
            checkOpen();
            if (perExample < 0 || more < 0) {
                throw subject().wrong("it asks for a buffer of " + perExample + " floats an example and " + more
                        + " more", "Ask for 0 or more");
            }
            slots.add(new Slot(kind, perExample, more, packer, training));
            return new FloatSlot(slots.size() - 1);
        }

        private void checkOpen() {
            if (!open) {
                throw subject().wrong("it asks for a parameter or a buffer after bind has returned",
                        "Ask for every handle in bind and keep it in a final field of the op");
            }
        }

        @Override
        public ShapeException reject(String problem, String remedy) {
            return new ShapeException(what() + " cannot take " + list(inputs) + ":\n" + problem + ". " + remedy + ".");
        }
    }
}
