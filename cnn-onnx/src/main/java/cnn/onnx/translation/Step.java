package cnn.onnx.translation;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.arithmetic.Parameter;
import cnn.core.text.Count;
import cnn.layers.shape.ChannelShuffle;
import cnn.layers.shape.Expand;
import cnn.layers.shape.Permute;
import cnn.layers.shape.PixelShuffle;
import cnn.layers.shape.Reshape;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One node while it is translated: what it takes, and where its layers go. */
public final class Step {
    private final Translation translation;
    private final Node node;
    private int layers;
    private int moves;

    Step(Translation translation, Node node) {
        this.translation = translation;
        this.node = node;
    }

    /** The node. */
    public Node node() {
        return node;
    }

    /** What it is told. */
    public Attributes attributes() {
        return node.attributes();
    }

    /** Version of the operators. */
    public int opset() {
        return translation.graph().opset();
    }

    /** Whether the first ONNX axis is the batch; else the whole of a value is one example. */
    public boolean batched() {
        return translation.batched();
    }

    /** Whether an input is given. */
    public boolean has(int index) {
        return index < node.inputs().size() && !node.inputs().get(index).isEmpty();
    }

    /** Whether an input is known before anything runs. */
    public boolean isConstant(int index) {
        return has(index) && translation.value(node.inputs().get(index)) instanceof Value.Known;
    }

    /** An input that is computed for each example; numbers that are known become the same for all. */
    public Activation activation(int index) {
        return switch (has(index) ? translation.value(node.inputs().get(index)) : null) {
            case Value.Computed computed -> computed.activation();
            case Value.Known known -> materialized(known.constant(), known.learns());
            case null -> throw new Unsupported("its input " + index + " is left out");
        };
    }

    /** A constant as a value: a layer that gives the same numbers for every example. */
    public Activation materialized(Constant constant, boolean learns) {
        int[] dims = constant.dims();
        if (batched() && (dims.length == 0 || dims[0] != 1)) {
            throw new Unsupported(
                    "it takes a constant of " + Arrays.toString(dims) + " where the first axis is the batch");
        }
        int[] axes = axes(dims.length);
        int[] lengths = IntStream.of(axes).map(axis -> dims[axis]).toArray();
        Shape shape = Shape.of(lengths.length == 0 ? new int[] {1} : lengths);
        Activation given = add("constant", Parameter.of(shape.dims()).learns(learns && constant.isFloat()),
                Map.of("values", constant.asFloats()), translation.input());
        return laidOut(given, dims, axes).as(constant.type());
    }

    /** Numbers of the formula in a layer of this shape: the same for every example, they stay. */
    public Activation numbers(Shape shape, float[] numbers) {
        return add("constant", Parameter.of(shape.dims()).learns(false), Map.of("values", numbers),
                translation.input());
    }

    /** Such numbers along the last axis of a shape, the same along all others. */
    public Activation repeated(Shape shape, float[] numbers) {
        int[] one = new int[shape.rank()];
        Arrays.fill(one, 1);
        one[one.length - 1] = numbers.length;
        return expanded(numbers(Shape.of(one), numbers), shape.dims());
    }

    /** A layer's output with axes of length 1 repeated; refused before the layer is made where it comes to too much. */
    public Activation expanded(Activation value, int... lengths) {
        requireFew(lengths);
        return Arrays.equals(value.shape().dims(), lengths)
                ? value
                : add("expand", Expand.of(lengths), Map.of(), value);
    }

    /** Refuses more numbers of one example than a layer may give, before anything is made of them. */
    public void requireFew(int... lengths) {
        double numbers = 1;
        for (int length : lengths) {
            numbers *= length;
        }
        if (numbers > Entrance.MOST) {
            throw new Unsupported("it comes to " + Arrays.toString(lengths) + ", more than " + Count.of(Entrance.MOST)
                    + " numbers");
        }
    }

    /** Whether a known input follows from weights of the file, which training may change. */
    public boolean learns(int index) {
        return has(index) && translation.value(node.inputs().get(index)) instanceof Value.Known known
                && known.learns() && known.constant().isFloat();
    }

    /** An input that is known before anything runs. */
    public Constant constant(int index) {
        return switch (has(index) ? translation.value(node.inputs().get(index)) : null) {
            case Value.Known known -> known.constant();
            case Value.Computed _ -> throw new Unsupported("its input " + index + " is computed, not constant");
            case null -> throw new Unsupported("its input " + index + " is left out");
        };
    }

    /** An input that may be left out, and is known before anything runs where it is not. */
    public @Nullable Constant constantOrNull(int index) {
        return has(index) ? constant(index) : null;
    }

    /** An axis counted from the end where it is negative. */
    public int axis(long axis, int rank) {
        long from = axis < 0 ? axis + rank : axis;
        if (from < 0 || from >= rank) {
            throw new Unsupported("its axis " + axis + " is none of a value of " + rank + " axes");
        }
        return (int) from;
    }

    /** The axes without the batch, in ONNX's order. */
    public int[] axes(int rank) {
        return IntStream.range(batched() ? 1 : 0, rank).toArray();
    }

    /** The axes without the batch, this one last. */
    public int[] axesWithLast(int rank, int last) {
        if (batched() && last == 0) {
            throw new Unsupported("it works along the batch");
        }
        return IntStream.concat(IntStream.of(axes(rank)).filter(axis -> axis != last), IntStream.of(last)).toArray();
    }

    /**
     * The axes without the batch in the order in which a value has them in memory, an image's channels last. A value that is
     * {@linkplain #arranged(Activation, int...) arranged} so does not move, unless an axis lies in pieces.
     */
    public int[] memoryAxes(Activation value) {
        int[] axes = axes(value.rank());
        if (batched() && value.rank() == 4 && value.layout().lies(value.layout().orderOf(2, 3, 1))
                && value.shape().channels() == value.dims()[1]) {
            return new int[] {2, 3, 1};
        }
        return value.layout().memoryAxes(axes);
    }

    /** A value with these axes in this order in memory, and this shape; layers for it are added where it has another. */
    public Activation arranged(Activation value, Shape shape, int... axes) {
        int[] wanted = value.layout().orderOf(axes);
        if (wanted.length != value.layout().atoms().length) {
            throw new Unsupported("it takes " + value.text() + ", whose first axis must be the batch, of length 1");
        }
        return shaped(ordered(value, wanted), shape);
    }

    /** A value with these axes in this order in memory, each an axis of its shape. */
    public Activation arranged(Activation value, int... axes) {
        int[] lengths = IntStream.of(axes).map(axis -> value.dims()[axis]).toArray();
        return arranged(value, Shape.of(lengths.length == 0 ? new int[] {1} : lengths), axes);
    }

    /** A value as ONNX has it in memory. */
    public Activation plain(Activation value) {
        return ordered(value, value.layout().plain());
    }

    /** Both with atoms that lie alike, and of one shape: the second one like the first where that can be. */
    public List<Activation> alike(Activation first, Activation second) {
        if (Arrays.equals(first.layout().atoms(), second.layout().atoms())) {
            return List.of(first, shaped(ordered(second, first.layout().order()), first.shape()));
        }
        int[] axes = memoryAxes(first);
        return List.of(arranged(first, axes), arranged(second, axes));
    }

    /** What was brought into an order once is not brought there again. */
    private Activation ordered(Activation value, int[] wanted) {
        if (value.layout().lies(wanted)) {
            return value;
        }
        Move move = Move.of(value, wanted);
        Activation moved = translation.moved(move);
        if (moved == null) {
            moved = moved(move, value, wanted);
            translation.keep(move, moved);
        }
        return new Activation(moved.source(), moved.shape(), value.dims(), value.layout().ordered(wanted),
                value.type());
    }

    private Activation moved(Move move, Activation value, int[] wanted) {
        return switch (move.shuffle(value, wanted)) {
            case ChannelShuffle shuffle -> move("channel-shuffle", shuffle, value);
            case PixelShuffle shuffle -> move("pixel-shuffle", shuffle, value);
            case null, default -> move("permute", Permute.of(value.layout().moves(wanted)),
                    shaped(value, Shape.of(value.layout().memory())));
        };
    }

    /** The same numbers, their layer's output under another shape. */
    public Activation shaped(Activation value, Shape shape) {
        if (value.shape().equals(shape)) {
            return value;
        }
        Activation view = move("reshape", Reshape.of(shape.dims()), value);
        return new Activation(view.source(), view.shape(), value.dims(), value.layout(), value.type());
    }

    /** What brings a value to the layer that the node stands for; that one has the node's own name. */
    private Activation move(String kind, Layer layer, Activation value) {
        return add(kind, layer, Map.of(), value);
    }

    /** A value under other ONNX axes. Costs nothing unless one of them begins within a piece of what lies elsewhere in memory. */
    public Activation reshaped(Activation value, int[] dims) {
        if (batched() && (dims.length == 0 || dims[0] != value.dims()[0])) {
            throw new Unsupported("it makes " + Arrays.toString(dims) + " of " + value.text()
                    + ", and the first axis must stay the batch");
        }
        int[] lengths = dims.clone();
        if (batched()) {
            lengths[0] = 1;
        }
        Layout layout = value.layout().reshaped(lengths);
        if (layout != null) {
            return new Activation(value.source(), value.shape(), dims, layout, value.type());
        }
        Activation plain = plain(value);
        return laidOut(plain, dims, axes(dims.length));
    }

    /** A value with its ONNX axes in another order. Memory stays. */
    public Activation transposed(Activation value, int[] axes) {
        if (batched() && axes[0] != 0) {
            throw new Unsupported("it moves the batch from the first axis");
        }
        return new Activation(value.source(), value.shape(),
                IntStream.of(axes).map(axis -> value.dims()[axis]).toArray(),
                value.layout().transposed(axes), value.type());
    }

    /**
     * Adds a layer behind these values. What comes back has the layer's shape, and axes and layout of the first of them: of what
     * changes them {@link #laidOut} makes a value.
     *
     * @param numbers of the layer's parameters and states, by name
     */
    public Activation add(Layer layer, Map<String, float[]> numbers, Activation... inputs) {
        layers++;
        String name = layers == 1 ? node.name() : node.name() + "/" + layers;
        return translation.add(name, layer, numbers, inputs);
    }

    /** Adds a layer that prepares a value for the one that the node stands for, which has the node's own name. */
    public Activation add(String kind, Layer layer, Map<String, float[]> numbers, Activation... values) {
        moves++;
        return translation.add(node.name() + "/" + kind + (moves == 1 ? "" : "-" + moves), layer, numbers, values);
    }

    /** A layer's output with axes that lie in memory in this order. */
    public Activation laidOut(Activation output, int[] dims, int... axes) {
        return new Activation(output.source(), output.shape(), dims, Layout.of(dims, batched(), axes), output.type());
    }

    /** The only output, or the first of several of which the others are not taken. */
    public void give(Activation value) {
        translation.give(node, value);
    }

    /** The only output, where it is known before anything runs. */
    public void give(Constant value) {
        translation.give(node, value);
    }

    /** An output, where there are several. */
    public void give(int output, Activation value) {
        translation.give(node, output, value);
    }

    /** The operators of all nodes that take an output; the graph's own output counts as one without a name. */
    public List<String> takers(int output) {
        return translation.takers(node.outputs().get(output));
    }

    /** The operator of the node that gives an input; without a name where it is the graph's own. */
    public String giver(int input) {
        return translation.giver(node.inputs().get(input));
    }

    /** Whether anybody takes an output. */
    public boolean isTaken(int output) {
        return output < node.outputs().size() && translation.isTaken(node.outputs().get(output));
    }
}
