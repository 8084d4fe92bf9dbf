package cnn.layers.shape;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Part of one axis: y[…, i, …] = x[…, start + i · step, …] for i = 0 … length − 1. Every second row with step 2, an image
 * upside down with start H − 1 and step −1. Any shape; the axis gets the length, all others stay. Rejects what reaches
 * beyond the axis. {@link ChannelSlice} is the short form for neighbouring channels.
 *
 * <p>ONNX's Slice along one axis.
 *
 * @param axis which axis, 0 being the outermost
 * @param start the first position that is taken
 * @param length how many are taken
 * @param step positions from one to the next; negative for backwards
 */
@Id("slice")
public record Slice(int axis, int start, int length, @Default("1") int step) implements Layer {
    public Slice {
        if (axis < 0 || start < 0 || length < 1 || step == 0) {
            throw new IllegalArgumentException("Slice axis, start, length and step are " + axis + ", " + start + ", "
                    + length + " and " + step + " but must be 0 or more, 0 or more, 1 or more, and not 0. Give for "
                    + "example 0, 0, 16 and 1 for the first sixteen rows.");
        }
    }

    /** Neighbouring positions. */
    public static Slice of(int axis, int start, int length) {
        return new Slice(axis, start, length, 1);
    }

    /** With another step. */
    public Slice step(int positions) {
        return new Slice(axis, start, length, positions);
    }

    @Override
    public Bound bind(Binding in) {
        Shape from = in.input();
        if (axis >= from.rank()) {
            throw in.reject(
                    "it cuts axis " + axis + ", but the last axis of " + from + " is number " + (from.rank() - 1),
                    "Name an axis from 0 to " + (from.rank() - 1));
        }
        int[] dims = from.dims();
        long last = start + (length - 1L) * step;
        if (start >= dims[axis] || last < 0 || last >= dims[axis]) {
            throw in.reject("it takes positions " + start + " to " + last + " of an axis of length " + dims[axis],
                    "Let the first and the last be from 0 to " + (dims[axis] - 1));
        }
        int[] positions = new int[length];
        for (int i = 0; i < length; i++) {
            positions[i] = start + i * step;
        }
        Selection selection = Selection.along(from, axis, positions);
        dims[axis] = length;
        return Bound.of(Shape.of(dims), selection);
    }
}
