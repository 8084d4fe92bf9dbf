package cnn.onnx.export;

import cnn.api.Shape;
import cnn.onnx.translation.Layout;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a layer gives, as the graph has it. Our axes and those of the tensor are kept apart: the layout says where ours lie in the
 * tensor's numbers, as it does for an imported graph the other way round. So a layer that changes axes alone writes no node; one
 * that needs an order has it written.
 *
 * @param tensor the graph's value
 * @param shape what the layer gives for one example
 * @param layout the axes of that shape, and where they lie in the tensor
 */
public record Value(Tensor tensor, Shape shape, Layout layout) {
    /** A tensor whose axes are ours, in this order. */
    static Value of(Tensor tensor, Shape shape, int... axes) {
        return new Value(tensor, shape, Layout.of(shape.dims(), false, axes));
    }

    /** A tensor with the channels first, as ONNX has images: (C, H, W). */
    public static Value first(Tensor tensor, Shape shape) {
        return of(tensor, shape, channelsFirst(shape));
    }

    /** A tensor with our axes as they are: (H, W, C). */
    public static Value last(Tensor tensor, Shape shape) {
        return of(tensor, shape, IntStream.range(0, shape.rank()).toArray());
    }

    /** Our axes as a tensor with its channels first has them. */
    static int[] channelsFirst(Shape shape) {
        int channels = shape.rank() - 1;
        return IntStream.concat(IntStream.of(channels), IntStream.range(0, channels)).toArray();
    }

    /** The lengths of a shape's axes with the channels first. */
    public static int[] firstDims(Shape shape) {
        return IntStream.of(channelsFirst(shape)).map(shape::dim).toArray();
    }

    /** Another tensor with its numbers in the same places. */
    public Value with(Tensor other) {
        return new Value(other, shape, layout);
    }

    /** For each number of the tensor its index in ours. */
    public int[] ours() {
        return layout.onnxIndices();
    }

    /** The same numbers under our axes in another order. */
    public Value transposed(int... axes) {
        return new Value(tensor, Shape.of(IntStream.of(axes).map(shape::dim).toArray()), layout.transposed(axes));
    }

    /** The same numbers under another of our shapes; null where its axes begin within pieces that lie apart in the tensor. */
    @Nullable
    Value reshaped(Shape to) {
        Layout cut = layout.reshaped(to.dims());
        return cut == null ? null : new Value(tensor, to, cut);
    }

    /** For each axis of the tensor which of ours it is; null where they are not the same axes in another order. */
    int @Nullable [] axes() {
        int[] dims = tensor.dims();
        if (dims.length != shape.rank()) {
            return null;
        }
        int[] axes = new int[dims.length];
        boolean[] taken = new boolean[dims.length];
        int atom = 0;
        for (int i = 0; i < dims.length; i++) {
            int found = dims[i] == 1
                    ? single(taken)
                    : atom < layout.order().length ? whole(layout.order()[atom++]) : -1;
            if (found < 0 || shape.dim(found) != dims[i]) {
                return null;
            }
            taken[found] = true;
            axes[i] = found;
        }
        return axes;
    }

    /** The next of our axes of length 1. */
    private int single(boolean[] taken) {
        return IntStream.range(0, taken.length).filter(axis -> !taken[axis] && shape.dim(axis) == 1).findFirst()
                .orElse(-1);
    }

    /** The axis of ours that is this atom and nothing else. */
    private int whole(int atom) {
        int first = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (first == atom && layout.counts()[axis] == 1) {
                return axis;
            }
            first += layout.counts()[axis];
        }
        return -1;
    }
}
