package cnn.onnx.export;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.core.network.Node;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One layer while it is written: what it takes, its numbers, and where its nodes go. */
public final class Step {
    private final Export export;
    private final Node node;
    private final Map<String, Constant> replaced;

    Step(Export export, Node node) {
        this(export, node, Map.of());
    }

    private Step(Export export, Node node, Map<String, Constant> replaced) {
        this.export = export;
        this.node = node;
        this.replaced = replaced;
    }

    /** What the layer takes first. */
    public Value input() {
        return input(0);
    }

    /** What the layer takes. */
    public Value input(int index) {
        return export.value(node.inputs().get(index));
    }

    /** Everything that the layer takes. */
    public List<Value> inputs() {
        return node.inputs().stream().map(export::value).toList();
    }

    /** What the layer gives for one example. */
    public Shape output() {
        return node.output();
    }

    /** Whether operators of this version may be used. Asked for, they are: the graph's version is no older. */
    public boolean has(int version) {
        return export.has(version);
    }

    /** The version of operators that is written. */
    public int opset() {
        return export.opset();
    }

    /** One of the layer's parameters or states, by the layer's own name for it, under its own axes. */
    public Constant numbers(String name) {
        Constant other = replaced.get(name);
        return other != null ? other : Constant.of(param(name).shape().dims(), export.weights().values(param(name)));
    }

    private Param param(String name) {
        return node.params().stream().filter(param -> param.name().equals(node.name() + "/" + name)).findFirst()
                .orElseThrow(() -> new IllegalStateException("'" + node.name() + "' has no " + name + "."));
    }

    /** The {@code weights} of a layer whose filters are their last axis, times what a folded normalisation does. */
    public Constant filters() {
        Constant weights = numbers("weights");
        FoldedNorms.Affine norm = export.folded().of(node);
        if (norm == null) {
            return weights;
        }
        float[] scaled = weights.asFloats().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= norm.scale()[i % norm.scale().length];
        }
        return Constant.of(weights.dims(), scaled);
    }

    /** The {@code bias} of such a layer; null where it has none. */
    public @Nullable Constant bias(boolean has) {
        FoldedNorms.Affine norm = export.folded().of(node);
        if (norm == null) {
            return has ? numbers("bias") : null;
        }
        float[] moved = norm.offset().clone();
        for (int i = 0; has && i < moved.length; i++) {
            moved[i] += numbers("bias").asFloats()[i] * norm.scale()[i];
        }
        return Constant.of(new int[] {moved.length}, moved);
    }

    /** Writes another layer in the place of this one, with other numbers of one name. */
    public Value inPlace(Layer layer, String name, Constant numbers) {
        Map<String, Constant> all = new HashMap<>(replaced);
        all.put(name, numbers);
        return Objects.requireNonNull(export.layer(layer.getClass()), "no export")
                .export(layer, new Step(export, node, all));
    }

    /** Numbers that the graph has, called like the layer's. */
    public Tensor constant(String name, Constant constant) {
        return export.graph().constant(node.name() + "/" + name, constant);
    }

    /** Numbers for each channel, to be laid over a tensor of so many axes that begin with the channels. */
    public Tensor channels(String name, float[] numbers, int rank) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        dims[0] = numbers.length;
        return constant(name, Constant.of(dims, numbers));
    }

    /** One number. */
    public Tensor constant(String name, double number) {
        return constant(name, Constant.of(new int[0], new float[] {(float) number}));
    }

    /** Whole numbers: axes, lengths. */
    public Tensor integers(String name, long... numbers) {
        return constant(name, Constant.vector(numbers));
    }

    /** A node on the way, called after the layer and its operator. */
    public Tensor add(String operator, int[] dims, Tensor... inputs) {
        return add(operator, Attributes.NONE, dims, inputs);
    }

    /** A node on the way, called after the layer and its operator. */
    public Tensor add(String operator, Attributes attributes, int[] dims, Tensor... inputs) {
        return export.graph().part(part(operator), operator, attributes, dims, inputs);
    }

    /** A node on the way that gives whole numbers or truth values. */
    public Tensor whole(String operator, Attributes attributes, int[] dims, Tensor... inputs) {
        return export.graph().untyped(add(operator, attributes, dims, inputs));
    }

    /** The node that has the layer's own name, where it gives whole numbers or truth values. */
    public Tensor wholeEnd(String operator, Attributes attributes, int[] dims, Tensor... inputs) {
        return export.graph().untyped(end(operator, attributes, dims, inputs));
    }

    private String part(String operator) {
        return node.name() + "/" + operator.toLowerCase(Locale.ROOT);
    }

    /** The node that has the layer's own name: the last of those that compute. */
    public Tensor end(String operator, int[] dims, Tensor... inputs) {
        return end(operator, Attributes.NONE, dims, inputs);
    }

    /** The node that has the layer's own name: the last of those that compute. */
    public Tensor end(String operator, Attributes attributes, int[] dims, Tensor... inputs) {
        return export.graph().node(node.name(), operator, attributes, dims, inputs);
    }

    /** A value with its channels first in the tensor, each axis by itself. */
    public Value first(Value value) {
        return arranged(value, Value.channelsFirst(value.shape()));
    }

    /** A value whose tensor has our axes as they are. */
    public Value last(Value value) {
        return arranged(value, IntStream.range(0, value.shape().rank()).toArray());
    }

    /** A vector whose tensor has one axis; its numbers stay where they are. */
    public Value flat(Value value) {
        return value.with(reshaped(value.tensor(), value.tensor().size()));
    }

    private Value arranged(Value value, int[] axes) {
        int[] wanted = value.layout().orderOf(axes);
        Tensor tensor = value.tensor();
        if (!value.layout().lies(wanted)) {
            int[] own = value.axes();
            tensor = own == null
                    ? transposed(reshaped(tensor, value.layout().memory()), value.layout().moves(wanted))
                    : transposed(tensor, IntStream.of(axes).map(axis -> place(own, axis)).toArray());
        }
        return Value.of(reshaped(tensor, IntStream.of(axes).map(value.shape()::dim).toArray()), value.shape(), axes);
    }

    private static int place(int[] axes, int axis) {
        return IntStream.range(0, axes.length).filter(i -> axes[i] == axis).findFirst().orElseThrow();
    }

    /** Under another of our shapes. Costs nothing unless what it joins lies apart in the tensor. */
    public Value reshaped(Value value, Shape shape) {
        Value free = value.reshaped(shape);
        return free != null ? free : Value.last(last(value).tensor(), shape);
    }

    /** A tensor with other axes. */
    public Tensor reshaped(Tensor tensor, int... dims) {
        if (Arrays.equals(tensor.dims(), dims)) {
            return tensor;
        }
        String how = "as " + Arrays.toString(dims);
        Tensor known = export.graph().moved(tensor, how);
        if (known != null) {
            return known;
        }
        Tensor reshaped = dims.length == 1
                ? add("Flatten", Attributes.NONE.with("axis", 1), dims, tensor)
                : add("Reshape", dims, tensor, integers("shape", behindBatch(dims)));
        return export.graph().keep(tensor, how, reshaped);
    }

    /** Lengths as Reshape takes them: 0 leaves the batch as it is. */
    private static long[] behindBatch(int[] dims) {
        return IntStream.concat(IntStream.of(0), IntStream.of(dims)).asLongStream().toArray();
    }

    /** A tensor with its axes in another order; the batch stays first. */
    public Tensor transposed(Tensor tensor, int... order) {
        String how = "by " + Arrays.toString(order);
        Tensor known = export.graph().moved(tensor, how);
        if (known != null) {
            return known;
        }
        int[] axes = IntStream.concat(IntStream.of(0), IntStream.of(order).map(axis -> axis + 1)).toArray();
        int[] dims = IntStream.of(order).map(axis -> tensor.dims()[axis]).toArray();
        return export.graph().keep(tensor, how, add("Transpose", Attributes.NONE.with("perm", axes), dims, tensor));
    }
}
