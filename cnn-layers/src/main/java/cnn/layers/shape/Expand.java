package cnn.layers.shape;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers repeated along axes of length 1: y[i, j, c] = x[0, 0, c] with an input (1, 1, C) and {@code to} [H, W, C]. Axes
 * that the input lacks are put before its first, so that (C) becomes (H, W, C), too. Rejects an axis of another length than
 * the wanted one or 1. The gradient is the sum over what was repeated.
 *
 * <p>ONNX's Expand; numpy's broadcast_to.
 *
 * @param to lengths of the output's axes, outermost first
 */
@Id("expand")
public record Expand(List<Integer> to) implements Layer {
    private static final int MOST = Integer.MAX_VALUE - 8;

    public Expand {
        to = List.copyOf(to);
        if (to.isEmpty() || to.stream().anyMatch(axis -> axis < 1)) {
            throw new IllegalArgumentException("Expand was given the axes " + to
                    + " but needs one or more, each of length 1 or more. Give for example [7, 7, 64].");
        }
    }

    /** To these axes. */
    public static Expand of(int... to) {
        return new Expand(IntStream.of(to).boxed().toList());
    }

    @Override
    public Bound bind(Binding in) {
        int[] from = in.input().dims();
        int[] dims = to.stream().mapToInt(Integer::intValue).toArray();
        int added = dims.length - from.length;
        boolean fits = added >= 0;
        for (int axis = 0; fits && axis < from.length; axis++) {
            fits = from[axis] == 1 || from[axis] == dims[axis + added];
        }
        if (!fits) {
            throw in.reject("it cannot be repeated to " + to,
                    "Give each axis the input's length, or any where the input has 1; more axes go before the first");
        }
        long size = 1;
        for (int dim : dims) {
            size *= dim;
            if (size > MOST) {
                throw in.reject("repeated to " + to + " it has more than the 2^31 - 9 numbers that one array can hold",
                        "Give shorter axes");
            }
        }
        int[] padded = new int[dims.length];
        Arrays.fill(padded, 1);
        System.arraycopy(from, 0, padded, added, from.length);
        return Bound.of(Shape.of(dims), Selection.expanded(Shape.of(padded), dims));
    }
}
