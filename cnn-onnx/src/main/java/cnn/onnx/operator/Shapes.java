package cnn.onnx.operator;

import cnn.layers.Concat;
import cnn.onnx.folding.Axes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Input;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What changes axes alone, which costs nothing when the network runs, and what joins values. */
final class Shapes {
    private Shapes() {
    }

    static void identity(Step step) {
        step.give(step.activation(0));
    }

    static void cast(Step step) {
        long type = step.attributes().integer("to", Input.FLOAT);
        if (type != Input.FLOAT) {
            throw new Unsupported("it makes elements of ONNX's type number " + type + " of floats");
        }
        step.give(step.activation(0));
    }

    static void shape(Step step) {
        long[] dims = IntStream.of(step.activation(0).dims()).asLongStream().toArray();
        int from = bound(step.attributes().integer("start", 0), dims.length);
        int to = bound(step.attributes().integer("end", dims.length), dims.length);
        step.give(Constant.vector(Arrays.copyOfRange(dims, from, Math.max(from, to))));
    }

    private static int bound(long index, int rank) {
        return Math.clamp(index < 0 ? index + rank : index, 0, rank);
    }

    static void flatten(Step step) {
        Activation value = step.activation(0);
        give(step, value, Axes.flattened(value.dims(), step.attributes().integer("axis", 1)));
    }

    static void reshape(Step step) {
        Activation value = step.activation(0);
        give(step, value, Axes.reshaped(value.dims(), step.constant(1).asIntegers(),
                step.attributes().flag("allowzero")));
    }

    static void squeeze(Step step) {
        Activation value = step.activation(0);
        long[] axes = axes(step);
        if (axes == null && step.batched() && value.dims()[0] == 1) {
            throw new Unsupported("it drops all axes of length 1, and the batch may be one of them");
        }
        give(step, value, Axes.squeezed(value.dims(), axes));
    }

    static void unsqueeze(Step step) {
        Activation value = step.activation(0);
        give(step, value, Axes.unsqueezed(value.dims(), axes(step)));
    }

    private static long @Nullable [] axes(Step step) {
        Constant given = step.constantOrNull(1);
        return given != null ? given.asIntegers() : step.attributes().integers("axes");
    }

    private static void give(Step step, Activation value, int[] dims) {
        step.give(step.reshaped(value, dims));
    }

    static void transpose(Step step) {
        Activation value = step.activation(0);
        step.give(step.transposed(value, Axes.transposed(value.rank(), step.attributes().integers("perm"))));
    }

    /** Along an axis that is last in memory. */
    static void concat(Step step) {
        List<Activation> parts = new ArrayList<>();
        int rank = step.activation(0).rank();
        int axis = step.axis(step.attributes().integer("axis", 1), rank);
        int[] axes = step.axesWithLast(rank, axis);
        int[] dims = step.activation(0).dims().clone();
        dims[axis] = 0;
        for (int i = 0; i < step.node().inputs().size(); i++) {
            Activation part = step.arranged(step.activation(i), axes);
            dims[axis] += part.dims()[axis];
            parts.add(part);
        }
        step.give(parts.size() == 1
                ? parts.getFirst()
                : step.laidOut(step.add(new Concat(), Map.of(), parts.toArray(Activation[]::new)), dims, axes));
    }
}
