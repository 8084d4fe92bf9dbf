package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.Concat;
import cnn.layers.arithmetic.Embedding;
import cnn.layers.shape.ChannelSlice;
import cnn.layers.shape.Expand;
import cnn.layers.shape.Gather;
import cnn.layers.shape.Slice;
import cnn.onnx.folding.Axes;
import cnn.onnx.folding.Broadcasting;
import cnn.onnx.folding.Slicing;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What takes values apart, joins and repeats them, along an axis that stays where it is in memory. */
final class Parts {
    private Parts() {
    }

    /** Values in the first one's order of memory; what lies behind the axis goes along with it. */
    static void concat(Step step) {
        int count = step.node().inputs().size();
        Activation first = step.activation(0);
        for (int i = 0; i < count; i++) { // a computed one says more of the order than a constant
            if (!step.isConstant(i)) {
                first = step.activation(i);
                break;
            }
        }
        int axis = along(step, first, step.attributes().integer("axis", 1));
        int[] axes = step.memoryAxes(first);
        int[] dims = first.dims().clone();
        dims[axis] = 0;
        List<Activation> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Activation part = step.arranged(step.activation(i), axes);
            dims[axis] += part.dims()[axis];
            parts.add(step.shaped(part, runs(part, axes, axis)));
        }
        step.give(count == 1
                ? parts.getFirst()
                : step.laidOut(step.add(new Concat(), Map.of(), parts.toArray(Activation[]::new)), dims, axes)
                        .as(first.type()));
    }

    static int along(Step step, Activation value, long given) {
        int axis = step.axis(given, value.rank());
        if (step.batched() && axis == 0) {
            throw new Unsupported("it works along the batch");
        }
        return axis;
    }

    static int place(int[] axes, int axis) {
        return IntStream.range(0, axes.length).filter(i -> axes[i] == axis).findFirst().orElseThrow();
    }

    /** The shape in which an axis and those behind it are the last one; its own where it is the last. */
    private static Shape runs(Activation value, int[] axes, int axis) {
        int place = place(axes, axis);
        int[] lengths = IntStream.of(axes).map(one -> value.dims()[one]).toArray();
        if (place == axes.length - 1) {
            return Shape.of(lengths);
        }
        int outer = 1;
        for (int i = 0; i < place; i++) {
            outer *= lengths[i];
        }
        return Shape.of(outer, value.size() / outer);
    }

    static void split(Step step) {
        Activation value = step.activation(0);
        int axis = along(step, value, step.attributes().integer("axis", 0));
        Constant input = step.constantOrNull(1);
        long[] sizes = input != null ? input.asIntegers() : step.attributes().integers("split");
        int outputs = step.node().outputs().size();
        int length = value.dims()[axis];
        int[] lengths = sizes != null
                ? Axes.ints(sizes)
                : Axes.split(length, Math.toIntExact(step.attributes().integer("num_outputs", outputs)));
        if (IntStream.of(lengths).sum() != length || outputs > lengths.length) {
            throw new Unsupported("it cuts " + length + " numbers into " + Arrays.toString(lengths) + " for " + outputs
                    + " outputs");
        }
        int start = 0;
        for (int i = 0; i < outputs; i++) {
            if (step.isTaken(i)) {
                step.give(i, narrowed(step, value, axis, start, lengths[i]));
            }
            start += lengths[i];
        }
    }

    static void slice(Step step) {
        Activation value = step.activation(0);
        List<@Nullable Constant> inputs = new ArrayList<>();
        inputs.add(null);
        for (int i = 1; i < step.node().inputs().size(); i++) {
            inputs.add(step.constantOrNull(i));
        }
        for (Slicing cut : Slicing.of(step.node(), inputs, value.dims())) {
            if (cut.length() == value.dims()[cut.axis()] && cut.step() == 1) {
                continue;
            }
            along(step, value, cut.axis());
            if (cut.length() == 0) {
                throw new Unsupported("it leaves nothing of " + value.text());
            }
            value = cut.step() == 1
                    ? narrowed(step, value, cut.axis(), cut.start(), cut.length())
                    : along(step, value, cut.axis(), cut.length(),
                            place -> Slice.of(place, cut.start(), cut.length()).step(cut.step()));
        }
        step.give(value);
    }

    /** Neighbours along an axis. */
    static Activation narrowed(Step step, Activation value, int axis, int start, int length) {
        if (length == value.dims()[axis]) {
            return value;
        }
        int[] axes = step.memoryAxes(value);
        Activation runs = step.shaped(step.arranged(value, axes), runs(value, axes, axis));
        int width = runs.shape().channels() / value.dims()[axis];
        int[] dims = value.dims().clone();
        dims[axis] = length;
        return step.laidOut(step.add(ChannelSlice.of(start * width, length * width), Map.of(), runs), dims, axes);
    }

    /** What makes a layer for an axis, by its place in memory. */
    @FunctionalInterface
    private interface AlongAxis {
        Layer at(int place);
    }

    private static Activation along(Step step, Activation value, int axis, int length, AlongAxis layer) {
        int[] axes = step.memoryAxes(value);
        int[] dims = value.dims().clone();
        dims[axis] = length;
        return step.laidOut(step.add(layer.at(place(axes, axis)), Map.of(), step.arranged(value, axes)), dims, axes);
    }

    /** Constant indices of a value, computed ones of a constant, which are rows of weights, or both computed. */
    static void gather(Step step) {
        if (step.isConstant(0)) {
            embed(step);
            return;
        }
        if (!step.isConstant(1)) {
            ComputedPlaces.gather(step);
            return;
        }
        Activation value = step.activation(0);
        int axis = along(step, value, step.attributes().integer("axis", 0));
        Constant given = step.constant(1);
        int length = value.dims()[axis];
        int[] indices = Arrays.stream(given.asIntegers()).mapToInt(index -> Axes.axis(index, length)).toArray();
        if (indices.length == 0) {
            throw new Unsupported("it leaves nothing of " + value.text());
        }
        boolean neighbours = IntStream.range(1, indices.length).allMatch(i -> indices[i] == indices[i - 1] + 1);
        Activation taken = neighbours
                ? narrowed(step, value, axis, indices[0], indices.length)
                : along(step, value, axis, indices.length, place -> Gather.of(place, indices));
        step.give(step.reshaped(taken, gathered(value.dims(), axis, given.dims())));
    }

    /** Positions of an axis, in any order. */
    static Activation picked(Step step, Activation value, int axis, int... positions) {
        return along(step, value, along(step, value, axis), positions.length, place -> Gather.of(place, positions));
    }

    /** The axes of the indices in the place of one. */
    static int[] gathered(int[] dims, int axis, int[] indices) {
        return IntStream.concat(IntStream.of(dims).limit(axis),
                IntStream.concat(IntStream.of(indices), IntStream.of(dims).skip(axis + 1L))).toArray();
    }

    private static void embed(Step step) {
        Constant rows = step.constant(0);
        Activation indices = step.activation(1);
        if (step.axis(step.attributes().integer("axis", 0), rows.rank()) != 0) {
            ComputedPlaces.gather(step);
            return;
        }
        int count = rows.dims()[0];
        int width = rows.size() / Math.max(1, count);
        Activation plain = step.plain(indices);
        int[] flat = IntStream.concat(IntStream.of(indices.dims()), IntStream.of(width)).toArray();
        Activation embedded = step.laidOut(step.add(Embedding.of(count, width), Map.of("weights", rows.asFloats()),
                plain), flat, step.axes(flat.length));
        step.give(step.reshaped(embedded, gathered(IntStream.concat(IntStream.of(1), IntStream.of(rows.dims()).skip(1))
                .toArray(), 0, indices.dims())).as(rows.type()));
    }

    static void expand(Step step) {
        Activation value = step.activation(0);
        repeat(step, value, Broadcasting.of(value.dims(), Axes.ints(step.constant(1).asIntegers())));
    }

    private static void repeat(Step step, Activation value, int[] dims) {
        if (Arrays.equals(value.dims(), dims)) {
            step.give(value);
            return;
        }
        if (step.batched() && (dims.length != value.rank() || dims[0] != value.dims()[0])) {
            throw new Unsupported("it repeats " + value.text() + " to " + Arrays.toString(dims)
                    + ", and the first axis must stay the batch");
        }
        int[] padded = new int[dims.length];
        Arrays.fill(padded, 1);
        System.arraycopy(value.dims(), 0, padded, dims.length - value.rank(), value.rank());
        Activation same = step.reshaped(value, padded);
        int[] axes = step.memoryAxes(same);
        int[] lengths = IntStream.of(axes).map(axis -> dims[axis]).toArray();
        step.give(step.laidOut(step.add(Expand.of(lengths), Map.of(), step.arranged(same, axes)), dims, axes));
    }

    static void tile(Step step) {
        Activation value = step.activation(0);
        long[] times = step.constant(1).asIntegers();
        for (int axis = 0; axis < times.length; axis++) {
            if (times[axis] != 1) {
                along(step, value, axis);
                int length = value.dims()[axis];
                int count = Math.toIntExact(Math.multiplyExact(times[axis], length));
                Constant.size(count, value.size() / length);
                value = along(step, value, axis, count, place -> Gather.of(place,
                        IntStream.range(0, count).map(i -> i % length).toArray()));
            }
        }
        step.give(value);
    }
}
