package cnn.onnx.folding;

import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What graphs do to shapes and prepared weights: nothing of it is left when the network runs. */
final class ShapeFolds {
    private ShapeFolds() {
    }

    static void addTo(Map<String, Folding.Fold> folds) {
        folds.put("Constant", (node, _, _) -> constant(node.attributes()));
        folds.put("ConstantOfShape", ShapeFolds::constantOfShape);
        folds.put("Identity", (_, _, inputs) -> Folding.required(inputs, 0));
        folds.put("Shape", (node, _, inputs) -> {
            int[] dims = Folding.required(inputs, 0).dims();
            int from = Axes.bound(node.attributes().integer("start", 0), dims.length);
            int to = Axes.bound(node.attributes().integer("end", dims.length), dims.length);
            return shape(Arrays.copyOfRange(dims, from, Math.max(from, to)));
        });
        folds.put("Cast", ShapeFolds::cast);
        folds.put("Concat", ShapeFolds::concat);
        folds.put("Gather", ShapeFolds::gather);
        folds.put("Slice", ShapeFolds::slice);
        folds.put("Reshape", (node, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            return from.reshape(Axes.reshaped(from.dims(), Folding.required(inputs, 1).asIntegers(),
                    node.attributes().flag("allowzero")));
        });
        folds.put("Flatten", (node, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            return from.reshape(Axes.flattened(from.dims(), node.attributes().integer("axis", 1)));
        });
        folds.put("Squeeze", (node, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            return from.reshape(Axes.squeezed(from.dims(), axes(node, inputs)));
        });
        folds.put("Unsqueeze", (node, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            return from.reshape(Axes.unsqueezed(from.dims(), axes(node, inputs)));
        });
        folds.put("Transpose", (node, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            return from.permute(Axes.transposed(from.rank(), node.attributes().integers("perm")));
        });
        folds.put("Expand", (_, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            return from.expand(Broadcasting.of(from.dims(), Axes.ints(Folding.required(inputs, 1).asIntegers())));
        });
        folds.put("NonZero", ShapeFolds::nonZero);
        folds.put("Compress", ShapeFolds::compress);
        folds.put("Range", ShapeFolds::range);
        folds.put("Tile", ShapeFolds::tile);
        folds.put("Size", (_, _, inputs) -> Constant.of(new int[0], new long[] {Folding.required(inputs, 0).size()}));
        folds.put("CastLike", (_, _, inputs) -> {
            Constant from = Folding.required(inputs, 0);
            return cast(from, Folding.required(inputs, 1).type());
        });
    }

    private static long @Nullable [] axes(Node node, List<@Nullable Constant> inputs) {
        Constant given = inputs.size() > 1 ? inputs.get(1) : null;
        return given != null ? given.asIntegers() : node.attributes().integers("axes");
    }

    private static Constant shape(int[] dims) {
        return Constant.vector(IntStream.of(dims).asLongStream().toArray());
    }

    private static Constant constant(Attributes attributes) {
        Constant value = attributes.constant("value");
        long[] integers = attributes.integers("value_ints");
        if (value != null) {
            return value;
        }
        if (integers != null) {
            return Constant.vector(integers);
        }
        if (attributes.has("value_int")) {
            return Constant.of(new int[0], new long[] {attributes.integer("value_int", 0)});
        }
        if (attributes.has("value_float")) {
            return Constant.of(new int[0], new float[] {attributes.number("value_float", 0)});
        }
        if (attributes.values().get("value_floats") instanceof float[] floats) {
            return Constant.of(new int[] {floats.length}, floats);
        }
        throw new IllegalArgumentException("a constant of " + attributes.values().keySet() + " is not read");
    }

    private static Constant constantOfShape(Node node, int opset, List<@Nullable Constant> inputs) {
        int[] dims = Axes.ints(Folding.required(inputs, 0).asIntegers());
        Constant value = node.attributes().constant("value");
        Constant one = value == null ? Constant.of(new int[] {1}, new float[1]) : value;
        return one.reshape().expand(dims);
    }

    private static Constant cast(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant from = Folding.required(inputs, 0);
        long type = node.attributes().integer("to", 1);
        Element to = Element.of(type);
        if (to == null) {
            throw new IllegalArgumentException("it makes elements of ONNX's type number " + type);
        }
        return cast(from, to);
    }

    private static Constant cast(Constant from, Element to) {
        if (to.isFloat()) {
            return Constant.of(from.dims(), from.asFloats()).as(to);
        }
        return Constant.of(from.dims(), to == Element.BOOL
                ? IntStream.range(0, from.size()).mapToLong(i -> from.number(i) == 0 ? 0 : 1).toArray()
                : Arrays.stream(from.asIntegers()).map(to::wrapped).toArray()).as(to);
    }

    private static Constant concat(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant first = Folding.required(inputs, 0);
        int axis = Axes.axis(node.attributes().integer("axis", 0), first.rank());
        int[] dims = first.dims().clone();
        dims[axis] = 0;
        int outer = Constant.size(Arrays.copyOf(dims, axis));
        List<Constant> parts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Constant part = Folding.required(inputs, i);
            dims[axis] += part.dims()[axis];
            parts.add(part);
        }
        double[] numbers = new double[Constant.size(dims)];
        boolean floats = parts.stream().anyMatch(Constant::isFloat);
        int to = 0;
        for (int block = 0; block < outer; block++) {
            for (Constant part : parts) {
                int length = part.size() / outer;
                for (int i = 0; i < length; i++) {
                    numbers[to++] = part.number(block * length + i);
                }
            }
        }
        return of(dims, numbers, floats);
    }

    static Constant of(int[] dims, double[] numbers, boolean floats) {
        if (!floats) {
            return Constant.of(dims, Arrays.stream(numbers).mapToLong(number -> (long) number).toArray());
        }
        float[] all = new float[numbers.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) numbers[i];
        }
        return Constant.of(dims, all);
    }

    private static Constant gather(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant from = Folding.required(inputs, 0);
        Constant indices = Folding.required(inputs, 1);
        int axis = Axes.axis(node.attributes().integer("axis", 0), from.rank());
        int length = from.dims()[axis];
        int inner = Constant.size(Arrays.copyOfRange(from.dims(), axis + 1, from.rank()));
        int outer = Constant.size(Arrays.copyOf(from.dims(), axis));
        int[] dims = IntStream.concat(IntStream.of(from.dims()).limit(axis), IntStream.concat(
                IntStream.of(indices.dims()), IntStream.of(from.dims()).skip(axis + 1L))).toArray();
        int[] picked = new int[Constant.size(dims)];
        long[] wanted = indices.asIntegers();
        int to = 0;
        for (int block = 0; block < outer; block++) {
            for (long index : wanted) {
                int at = Axes.axis(index, length);
                for (int i = 0; i < inner; i++) {
                    picked[to++] = (block * length + at) * inner + i;
                }
            }
        }
        return from.pick(dims, picked);
    }

    private static Constant slice(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant from = Folding.required(inputs, 0);
        int[] dims = from.dims().clone();
        int[] strides = strides(dims);
        int start = 0;
        for (Slicing cut : Slicing.of(node, inputs, dims)) {
            dims[cut.axis()] = cut.length();
            start += cut.start() * strides[cut.axis()];
            strides[cut.axis()] *= cut.step();
        }
        int first = start;
        return from.pick(dims, IntStream.of(Constant.indices(dims, strides)).map(index -> index + first).toArray());
    }

    static List<Constant> split(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant from = Folding.required(inputs, 0);
        int axis = Axes.axis(node.attributes().integer("axis", 0), from.rank());
        int length = from.dims()[axis];
        long[] sizes = inputs.size() > 1 && inputs.get(1) != null
                ? Folding.required(inputs, 1).asIntegers()
                : node.attributes().integers("split");
        int[] lengths = sizes != null
                ? Axes.ints(sizes)
                : Axes.split(length,
                        Math.toIntExact(node.attributes().integer("num_outputs", node.outputs().size())));
        List<Constant> parts = new ArrayList<>();
        int start = 0;
        for (int part : lengths) {
            parts.add(part(from, axis, start, part));
            start += part;
        }
        return parts;
    }

    /** Neighbours along an axis. */
    private static Constant part(Constant from, int axis, int start, int length) {
        if (length < 0 || start + length > from.dims()[axis]) {
            throw new IllegalArgumentException("it takes " + length + " from " + start + " on of "
                    + Arrays.toString(from.dims()));
        }
        int[] dims = from.dims().clone();
        dims[axis] = length;
        int[] strides = strides(from.dims());
        return from.pick(dims, IntStream.of(Constant.indices(dims, strides))
                .map(index -> index + start * strides[axis]).toArray());
    }

    private static int[] strides(int[] dims) {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= dims[axis];
        }
        return strides;
    }

    private static Constant tile(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant from = Folding.required(inputs, 0);
        int[] times = Axes.ints(Folding.required(inputs, 1).asIntegers());
        int[] dims = new int[from.rank()];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = Math.multiplyExact(from.dims()[axis], times[axis]);
        }
        int[] strides = strides(dims);
        int[] own = strides(from.dims());
        int[] picked = new int[Constant.size(dims)];
        for (int i = 0; i < picked.length; i++) {
            for (int axis = 0; axis < dims.length; axis++) {
                picked[i] += i / strides[axis] % dims[axis] % from.dims()[axis] * own[axis];
            }
        }
        return from.pick(dims, picked);
    }

    /** The coordinates of what is not 0, an axis a row. */
    private static Constant nonZero(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant from = Folding.required(inputs, 0);
        int[] found = IntStream.range(0, from.size()).filter(i -> from.number(i) != 0).toArray();
        int[] strides = strides(from.dims());
        long[] coordinates = new long[Math.multiplyExact(from.rank(), found.length)];
        for (int axis = 0; axis < from.rank(); axis++) {
            for (int i = 0; i < found.length; i++) {
                coordinates[axis * found.length + i] = found[i] / strides[axis] % from.dims()[axis];
            }
        }
        return Constant.of(new int[] {from.rank(), found.length}, coordinates);
    }

    /** The positions that a condition names, of an axis or of all numbers. */
    private static Constant compress(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant given = Folding.required(inputs, 0);
        Constant condition = Folding.required(inputs, 1);
        Constant from = node.attributes().has("axis") ? given : given.reshape(given.size());
        int axis = Axes.axis(node.attributes().integer("axis", 0), from.rank());
        int[] positions = IntStream.range(0, condition.size()).filter(i -> condition.number(i) != 0)
                .map(i -> Axes.axis(i, from.dims()[axis])).toArray();
        int inner = Constant.size(Arrays.copyOfRange(from.dims(), axis + 1, from.rank()));
        int[] dims = from.dims().clone();
        dims[axis] = positions.length;
        int[] picked = new int[Constant.size(dims)];
        for (int i = 0; i < picked.length; i++) {
            int outer = i / inner / positions.length;
            picked[i] = (outer * from.dims()[axis] + positions[i / inner % positions.length]) * inner + i % inner;
        }
        return from.pick(dims, picked);
    }

    private static Constant range(Node node, int opset, List<@Nullable Constant> inputs) {
        double from = Folding.required(inputs, 0).number(0);
        double step = Folding.required(inputs, 2).number(0);
        double count = Math.ceil((Folding.required(inputs, 1).number(0) - from) / step);
        int size = Constant.size((int) Math.clamp(count, 0, Integer.MAX_VALUE));
        double[] numbers = new double[size];
        Arrays.setAll(numbers, i -> from + i * step);
        return of(new int[] {size}, numbers, Folding.required(inputs, 0).isFloat());
    }
}
