package cnn.onnx.folding;

import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Slice takes of one axis.
 *
 * @param axis which one
 * @param start index of the first that is taken
 * @param length how many
 * @param step from one to the next; negative for backwards
 */
public record Slicing(int axis, int start, int length, int step) {
    /** What a node takes of each axis that it names: by inputs, or by attributes before opset 10. */
    public static List<Slicing> of(Node node, List<@Nullable Constant> inputs, int[] dims) {
        long[] starts = numbers(node, inputs, 1, "starts");
        long[] ends = numbers(node, inputs, 2, "ends");
        long[] axes = numbers(node, inputs, 3, "axes");
        long[] steps = numbers(node, inputs, 4, "steps");
        if (starts == null || ends == null) {
            throw new IllegalArgumentException("it has no starts and ends");
        }
        List<Slicing> all = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int axis = Axes.axis(axes == null ? i : axes[i], dims.length);
            all.add(of(axis, dims[axis], starts[i], ends[i], steps == null ? 1 : steps[i]));
        }
        return all;
    }

    private static Slicing of(int axis, int length, long start, long end, long step) {
        if (step == 0 || step != (int) step) {
            throw new IllegalArgumentException("its step is " + step);
        }
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? length : length - 1;
        long first = Math.clamp(start < 0 ? start + length : start, step > 0 ? 0 : Math.min(0, high), high);
        long last = Math.clamp(end < 0 ? end + length : end, low, high + (step > 0 ? 0 : 1));
        long count = step > 0 ? (last - first + step - 1) / step : (first - last - step - 1) / -step;
        return new Slicing(axis, (int) first, (int) Math.max(0, count), (int) step);
    }

    private static long @Nullable [] numbers(Node node, List<@Nullable Constant> inputs, int index, String name) {
        Constant given = index < inputs.size() ? inputs.get(index) : null;
        return given != null ? given.asIntegers() : node.attributes().integers(name);
    }
}
