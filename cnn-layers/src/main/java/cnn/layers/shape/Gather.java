package cnn.layers.shape;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some positions of one axis, in any order and as often as is wanted: y[…, i, …] = x[…, indices[i], …]. With the axis of
 * colours and [2, 1, 0], red and blue are exchanged. Any shape; the axis gets as many positions as there are indices. Rejects
 * an index that is not on the axis. A position that is taken several times has the sum of their gradients.
 *
 * <p>ONNX's Gather with constant indices; numpy's take.
 *
 * @param axis which axis, 0 being the outermost
 * @param indices positions on it, from 0
 */
@Id("gather")
public record Gather(int axis, List<Integer> indices) implements Layer {
    public Gather {
        indices = List.copyOf(indices);
        if (axis < 0 || indices.isEmpty() || indices.stream().anyMatch(index -> index < 0)) {
            throw new IllegalArgumentException("Gather was given axis " + axis + " and the indices "
                    + (indices.size() > 20 ? indices.subList(0, 20) + " …" : indices)
                    + " but needs an axis from 0 on, and one index or more, each from 0 on. Give for example 2 and "
                    + "[2, 1, 0] to exchange the first and the last of three channels.");
        }
    }

    /** These positions of an axis. */
    public static Gather of(int axis, int... indices) {
        return new Gather(axis, IntStream.of(indices).boxed().toList());
    }

    @Override
    public Bound bind(Binding in) {
        Shape from = in.input();
        if (axis >= from.rank()) {
            throw in.reject(
                    "it takes from axis " + axis + ", but the last axis of " + from + " is number " + (from.rank() - 1),
                    "Name an axis from 0 to " + (from.rank() - 1));
        }
        int[] dims = from.dims();
        int[] positions = indices.stream().mapToInt(Integer::intValue).toArray();
        int greatest = IntStream.of(positions).max().orElse(0);
        if (greatest >= dims[axis]) {
            throw in.reject("index " + greatest + " is beyond an axis of length " + dims[axis],
                    "Give indices from 0 to " + (dims[axis] - 1));
        }
        dims[axis] = positions.length;
        return Bound.of(Shape.of(dims), Selection.along(from, axis, positions));
    }
}
