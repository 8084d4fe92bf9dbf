package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Add;
import cnn.layers.arithmetic.GatherElements;
import cnn.layers.arithmetic.ScatterElements;
import cnn.layers.arithmetic.TopK;
import cnn.layers.shape.Gather;
import cnn.layers.shape.Permute;
import cnn.layers.shape.Reshape;
import cnn.onnx.folding.Axes;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the greatest numbers of MaxPool's windows lie, which is its second output, and MaxUnpool, which puts numbers there. ONNX
 * counts places through the whole of a tensor, the batch included: where the first axis is the batch they are counted through
 * each example, and nobody but MaxUnpool may see them.
 *
 * <p>Every window's numbers are brought together, the greatest is found, and a table says where it came from. A place beyond the
 * image stands for the nearest one of its window within, which changes no maximum.
 */
final class MaximumPlaces {
    private MaximumPlaces() {
    }

    /**
     * MaxPool's second output.
     *
     * @param pooled the axes of the first one
     */
    static Activation of(Step step, Activation input, int[] pooled) {
        if (step.batched() && !step.takers(1).stream().allMatch("MaxUnpool"::equals)) {
            throw new Unsupported("its output 1 counts places through the whole batch");
        }
        int[] dims = input.dims();
        int spatial = dims.length - 2;
        int channels = dims[1];
        Places.requireExact((long) channels * Places.product(dims, 2, dims.length));
        int[][] positions = IntStream.range(0, spatial).mapToObj(i -> positions(step, i, spatial,
                dims[i + 2], pooled[i + 2])).toArray(int[][]::new);
        int places = Places.product(pooled, 2, pooled.length);
        int window = IntStream.range(0, spatial).map(i -> positions[i].length / pooled[i + 2])
                .reduce(1, Math::multiplyExact);
        step.requireFew(places, channels, window);
        float[] table = table(positions, pooled, dims, step.attributes().flag("storage_order"));
        Activation best = step.add("places", TopK.of(1).places(true), Map.of(),
                windows(step, input, positions, pooled, Shape.of(places, channels, window)));
        Activation within = step.add("places", GatherElements.of(1), Map.of(),
                step.numbers(Shape.of(places, window), table),
                step.add("reshape", Reshape.of(places, channels), Map.of(), best));
        float[] firsts = new float[channels];
        for (int c = 0; c < channels; c++) {
            firsts[c] = (float) c * Places.product(dims, 2, dims.length);
        }
        Activation starts = step.repeated(Shape.of(places, channels), firsts);
        return step.laidOut(step.add("places", new Add(), Map.of(), within, starts), pooled,
                Normalizations.channelsBehind(input)).as(Element.INT64);
    }

    /** Of each window along one axis, one behind the other, the positions that it sees. */
    private static int[] positions(Step step, int axis, int spatial, int length, int windows) {
        Attributes given = step.attributes();
        int size = number(given, "kernel_shape", axis, 1);
        int stride = number(given, "strides", axis, 1);
        int dilation = number(given, "dilations", axis, 1);
        int more = Math.max(0, (windows - 1) * stride + (size - 1) * dilation + 1 - length);
        int before = switch (given.text("auto_pad", "NOTSET")) {
            case "SAME_UPPER" -> more / 2;
            case "SAME_LOWER" -> more - more / 2;
            case "VALID" -> 0;
            default -> number(given, "pads", axis, 0);
        };
        step.requireFew(windows, size);
        int[] all = new int[Math.multiplyExact(windows, size)];
        for (int window = 0; window < windows; window++) {
            int first = window * stride - before;
            int least = Math.max(0, (-first + dilation - 1) / dilation);
            int most = Math.min(size - 1, Math.floorDiv(length - 1 - first, dilation));
            if (least > most) {
                throw new Unsupported("a window sees nothing of the image, and has no place");
            }
            for (int k = 0; k < size; k++) {
                all[window * size + k] = first + Math.clamp(k, least, most) * dilation;
            }
        }
        return all;
    }

    private static int number(Attributes given, String name, int axis, int otherwise) {
        long[] numbers = given.integers(name);
        return numbers == null || numbers.length == 0 ? otherwise : Math.toIntExact(numbers[axis]);
    }

    /** (windows, channels, numbers of a window). */
    private static Activation windows(Step step, Activation input, int[][] positions, int[] pooled, Shape shape) {
        int spatial = positions.length;
        Activation value = step.arranged(input, Normalizations.channelsBehind(input));
        int[] cut = new int[2 * spatial + 1];
        int[] order = new int[2 * spatial + 1];
        for (int axis = 0; axis < spatial; axis++) {
            value = step.add("windows", Gather.of(axis, positions[axis]), Map.of(), value);
            cut[2 * axis] = pooled[axis + 2];
            cut[2 * axis + 1] = positions[axis].length / pooled[axis + 2];
            order[axis] = 2 * axis;
            order[spatial + 1 + axis] = 2 * axis + 1;
        }
        cut[2 * spatial] = input.dims()[1];
        order[spatial] = 2 * spatial;
        Activation apart = step.add("reshape", Reshape.of(cut), Map.of(), value);
        Activation together = step.add("permute", Permute.of(order), Map.of(), apart);
        return step.add("reshape", Reshape.of(shape.dims()), Map.of(), together);
    }

    /** For each window and each of its numbers the place within a channel; columns first where the last axis is outermost. */
    private static float[] table(int[][] positions, int[] pooled, int[] dims, boolean columnsFirst) {
        int spatial = positions.length;
        int[] strides = new int[spatial];
        int stride = 1;
        for (int i = 0; i < spatial; i++) {
            int axis = columnsFirst ? i : spatial - 1 - i;
            strides[axis] = stride;
            stride *= dims[axis + 2];
        }
        int[] windows = Arrays.copyOfRange(pooled, 2, pooled.length);
        int[] sizes = IntStream.range(0, spatial).map(i -> positions[i].length / windows[i]).toArray();
        int[] lengths = IntStream.concat(IntStream.of(windows), IntStream.of(sizes)).toArray();
        float[] table = new float[Constant.size(lengths)];
        for (int i = 0; i < table.length; i++) {
            int rest = i;
            int[] at = new int[2 * spatial];
            for (int axis = at.length - 1; axis >= 0; axis--) {
                at[axis] = rest % lengths[axis];
                rest /= lengths[axis];
            }
            for (int axis = 0; axis < spatial; axis++) {
                table[i] += positions[axis][at[axis] * sizes[axis] + at[spatial + axis]] * strides[axis];
            }
        }
        return table;
    }

    /** Numbers in the places that another MaxPool gave, zeros elsewhere. */
    static void unpool(Step step) {
        Activation value = step.activation(0);
        if (step.batched() && !step.giver(1).equals("MaxPool")) {
            throw new Unsupported("its places are counted through the whole batch");
        }
        int[] dims = value.dims().clone();
        Constant shape = step.constantOrNull(2);
        if (shape != null) { // that of what was pooled, where windows saw no more of it
            give(step, value, Axes.ints(shape.asIntegers()));
            return;
        }
        long[] pads = step.attributes().integers("pads");
        int spatial = dims.length - 2;
        for (int axis = 0; axis < spatial; axis++) {
            dims[axis + 2] = Math.addExact(number(step.attributes(), "kernel_shape", axis, 1),
                    Math.multiplyExact(dims[axis + 2] - 1, number(step.attributes(), "strides", axis, 1)));
            if (pads != null && pads.length > 0) {
                dims[axis + 2] -= Math.toIntExact(pads[axis] + pads[axis + spatial]);
            }
        }
        give(step, value, dims);
    }

    private static void give(Step step, Activation value, int[] dims) {
        if (dims.length != value.rank() || dims[0] != value.dims()[0] || dims[1] != value.dims()[1]) {
            throw new Unsupported("it makes " + Arrays.toString(dims) + " of " + value.text());
        }
        int size = Constant.size(step.batched() ? Arrays.copyOfRange(dims, 1, dims.length) : dims);
        Activation numbers = step.shaped(step.plain(value), Shape.vector(value.size()));
        Activation places = step.shaped(step.plain(step.activation(1)), Shape.vector(value.size()));
        Activation zeros = step.repeated(Shape.vector(size), new float[1]);
        step.give(step.laidOut(step.add(ScatterElements.of(0), Map.of(), zeros, places, numbers), dims,
                step.axes(dims.length)).as(value.type()));
    }
}
