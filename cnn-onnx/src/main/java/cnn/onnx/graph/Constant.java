package cnn.onnx.graph;

import cnn.core.text.Count;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that a graph holds: floats of any width as float32, whole numbers and truth values as 64 bits.
 *
 * @param dims lengths of the axes, none for a single number; 0 is a length
 * @param floats the numbers where they are floats, the innermost axis contiguous; those of a file are its bytes still
 * @param integers the numbers where they are whole
 * @param type what ONNX takes them for
 */
public record Constant(int[] dims, @Nullable Floats floats, long @Nullable [] integers, Element type) {
    /** Numbers that one constant may have: a weight of 512 MiB. */
    public static final int MOST = 1 << 27;
    /** Numbers that a smaller constant may be repeated to. */
    private static final int MOST_REPEATED = 1 << 24;

    public Constant {
        int count = floats != null ? floats.size() : integers != null ? integers.length : -1;
        if ((floats == null) == (integers == null) || count != size(dims)) {
            throw new IllegalArgumentException("A tensor of " + size(dims) + " numbers was given " + count + ".");
        }
    }

    /** Floats. */
    public static Constant of(int[] dims, float[] floats) {
        return new Constant(dims, Floats.of(floats), null, Element.FLOAT);
    }

    /** Floats as a file has them: 32 bits each, the lowest byte first. The bytes are not copied and must not change. */
    public static Constant of(int[] dims, ByteBuffer bytes) {
        return new Constant(dims, Floats.of(bytes), null, Element.FLOAT);
    }

    /** Whole numbers. */
    public static Constant of(int[] dims, long[] integers) {
        return new Constant(dims, null, integers, Element.INT64);
    }

    /** A vector of whole numbers. */
    public static Constant vector(long... integers) {
        return new Constant(new int[] {integers.length}, null, integers, Element.INT64);
    }

    /**
     * Numbers in a tensor of these axes.
     *
     * @throws IllegalArgumentException where an axis is negative or they are more than {@link #MOST}
     */
    public static int size(int... dims) {
        long size = 1;
        for (int dim : dims) {
            size *= dim;
            if (dim < 0 || size > MOST) {
                throw new IllegalArgumentException("A tensor has an axis of length " + dim + " and " + size
                        + " numbers in all. Axes have a length of at least 0, and a tensor at most " + Count.of(MOST)
                        + " numbers.");
            }
        }
        return (int) size;
    }

    /** The same numbers, taken for others; both must be floats or neither. */
    public Constant as(Element other) {
        return new Constant(dims, floats, integers, other);
    }

    /** How many numbers. */
    public int size() {
        return floats != null ? floats.size() : integers != null ? integers.length : 0;
    }

    /** How many axes. */
    public int rank() {
        return dims.length;
    }

    /** Whether the numbers are floats. */
    public boolean isFloat() {
        return floats != null;
    }

    /** One number as a double. */
    public double number(int index) {
        return floats != null ? floats.get(index) : integers != null ? integers[index] : 0;
    }

    /** All as floats: the array itself where they lie in one, else a new one. */
    public float[] asFloats() {
        if (floats != null) {
            return floats.array();
        }
        float[] all = new float[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) number(i);
        }
        return all;
    }

    /** The array in which floats lie; null where they lie in a file's bytes or are whole numbers. */
    public float @Nullable [] held() {
        return floats == null ? null : floats.held();
    }

    /** All as whole numbers: the array itself where they are. */
    public long[] asIntegers() {
        if (integers != null) {
            return integers;
        }
        long[] all = new long[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (long) number(i);
        }
        return all;
    }

    /** The same numbers under other axes of as many. */
    public Constant reshape(int... to) {
        return new Constant(to, floats, integers, type);
    }

    /** A choice among the numbers. */
    public Constant pick(int[] to, int[] indices) {
        if (floats != null) {
            float[] picked = new float[indices.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = floats.get(indices[i]);
            }
            return of(to, picked).as(type);
        }
        long[] all = asIntegers();
        long[] picked = new long[indices.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = all[indices[i]];
        }
        return of(to, picked).as(type);
    }

    /** With the axes in another order: axis i of the result is axis {@code order[i]} of this. */
    public Constant permute(int... order) {
        int[] to = new int[order.length];
        int[] strides = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            to[i] = dims[order[i]];
            strides[i] = 1;
            for (int axis = order[i] + 1; axis < dims.length; axis++) {
                strides[i] *= dims[axis];
            }
        }
        return floats != null
                ? of(to, AxesTurned.of(floats, to, strides)).as(type)
                : pick(to, indices(to, strides));
    }

    /** With every axis of length 1 repeated, and axes before the first, as far as these axes need it. */
    public Constant expand(int... to) {
        if (size(to) > Math.max(size(), MOST_REPEATED)) {
            throw new IllegalArgumentException("A tensor of " + Count.of(size(), "number") + " is repeated to "
                    + Arrays.toString(to) + ", and no more than " + Count.of(MOST_REPEATED) + " are made of fewer.");
        }
        int[] strides = new int[to.length];
        int stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            int place = axis + to.length - dims.length;
            if (place < 0 ? dims[axis] != 1 : dims[axis] != 1 && dims[axis] != to[place]) {
                throw new IllegalArgumentException("A tensor " + Arrays.toString(dims)
                        + " cannot be repeated to " + Arrays.toString(to)
                        + ". Axes must have the same length, or 1.");
            }
            if (place >= 0) {
                strides[place] = dims[axis] == 1 ? 0 : stride;
            }
            stride *= dims[axis];
        }
        return pick(to, indices(to, strides));
    }

    /** For each number of a tensor the index that the strides of its axes give. */
    public static int[] indices(int[] dims, int[] strides) {
        int[] indices = new int[size(dims)];
        int[] at = new int[dims.length];
        int index = 0;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = index;
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                index += strides[axis];
                if (++at[axis] < dims[axis]) {
                    break;
                }
                index -= at[axis] * strides[axis];
                at[axis] = 0;
            }
        }
        return indices;
    }
}
