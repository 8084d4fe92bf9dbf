package cnn.onnx.folding;

import cnn.onnx.graph.Constant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What ONNX's operators on shapes make of the lengths of axes, for constants and computed values alike. */
public final class Axes {
    private Axes() {
    }

    /** An axis, or an index along one, counted from the end where it is negative. */
    public static int axis(long axis, int count) {
        long from = axis < 0 ? axis + count : axis;
        if (from < 0 || from >= count) {
            throw new IllegalArgumentException("number " + axis + " is none of " + count);
        }
        return (int) from;
    }

    /** Where a part of so many begins or ends: counted from the end where it is negative, and within them. */
    public static int bound(long index, int count) {
        return Math.clamp(index < 0 ? index + count : index, 0, count);
    }

    /** Lengths as ints. */
    public static int[] ints(long[] lengths) {
        return Arrays.stream(lengths).mapToInt(Math::toIntExact).toArray();
    }

    /** Reshape: 0 keeps a length unless zeros are allowed, and one −1 is what is left. */
    public static int[] reshaped(int[] dims, long[] to, boolean zeros) {
        int[] lengths = ints(to);
        long known = 1;
        int open = -1;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] == 0 && !zeros) {
                lengths[i] = dims[i];
            }
            if (lengths[i] == -1) {
                open = i;
            } else {
                known *= lengths[i];
            }
        }
        int size = Constant.size(dims);
        if (open >= 0) {
            lengths[open] = known == 0 ? 0 : (int) (size / known);
        }
        if (Constant.size(lengths) != size) {
            throw new IllegalArgumentException("a value of " + Arrays.toString(dims) + " cannot have the axes "
                    + Arrays.toString(to));
        }
        return lengths;
    }

    /** Flatten: the axes before one, and those from it on. */
    public static int[] flattened(int[] dims, long axis) {
        int at = axis == dims.length ? dims.length : axis(axis, dims.length);
        return new int[] {Constant.size(Arrays.copyOf(dims, at)),
            Constant.size(Arrays.copyOfRange(dims, at, dims.length))};
    }

    /** Squeeze: without these axes, or without all of length 1. */
    public static int[] squeezed(int[] dims, long @Nullable [] axes) {
        boolean[] leaves = new boolean[dims.length];
        for (int axis = 0; axis < dims.length; axis++) {
            leaves[axis] = axes == null && dims[axis] == 1;
        }
        for (long axis : axes == null ? new long[0] : axes) {
            leaves[axis(axis, dims.length)] = true;
        }
        return IntStream.range(0, dims.length).filter(axis -> !leaves[axis]).map(axis -> dims[axis]).toArray();
    }

    /** Unsqueeze: with axes of length 1 put in, counted as they are afterwards. */
    public static int[] unsqueezed(int[] dims, long @Nullable [] axes) {
        if (axes == null) {
            throw new IllegalArgumentException("it has no axes");
        }
        int rank = dims.length + axes.length;
        boolean[] added = new boolean[rank];
        for (long axis : axes) {
            added[axis(axis, rank)] = true;
        }
        int[] lengths = new int[rank];
        int from = 0;
        for (int axis = 0; axis < rank; axis++) {
            lengths[axis] = added[axis] ? 1 : dims[from++];
        }
        return lengths;
    }

    /** Transpose: the order that is given, or the axes from last to first. */
    public static int[] transposed(int rank, long @Nullable [] order) {
        int[] axes = order == null ? IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray() : ints(order);
        if (!Arrays.equals(IntStream.of(axes).sorted().toArray(), IntStream.range(0, rank).toArray())) {
            throw new IllegalArgumentException("the order " + Arrays.toString(axes) + " does not name each of "
                    + rank + " axes once");
        }
        return axes;
    }

    /** Split: so many parts of one length, the last one of what is left. */
    public static int[] split(int length, int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("it makes " + parts + " parts");
        }
        int each = (length + parts - 1) / parts;
        return IntStream.range(0, parts).map(part -> Math.clamp((long) length - (long) part * each, 0, each)).toArray();
    }
}
