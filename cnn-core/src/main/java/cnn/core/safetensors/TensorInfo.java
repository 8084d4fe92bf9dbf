package cnn.core.safetensors;

import cnn.api.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * What a file's header says of one tensor.
 *
 * @param name unique in its file
 * @param type format of each number
 * @param dims lengths of the axes, outermost first; empty for a single number
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
public record TensorInfo(String name, DType type, List<Long> dims, long begin, long end) {
    public TensorInfo {
        dims = List.copyOf(dims);
    }

    /** Number of elements: the product of {@link #dims()}. */
    public long size() {
        long size = 1;
        for (long dim : dims) {
            size *= dim;
        }
        return size;
    }

    /** The axes as a shape; a single number is (1). Throws {@link IllegalArgumentException} where an axis is empty. */
    public Shape shape() {
        if (dims.isEmpty()) {
            return Shape.of(1);
        }
        return Shape.of(dims.stream().mapToInt(Math::toIntExact).toArray());
    }

    /** Whether the axes are these. */
    public boolean hasShape(Shape shape) {
        return Arrays.equals(dims.stream().mapToLong(Long::longValue).toArray(),
                Arrays.stream(shape.dims()).asLongStream().toArray());
    }

    /** For messages: {@code F32 (3, 3, 1, 32)}. */
    public String describe() {
        String list = dims.toString();
        return type + " (" + list.substring(1, list.length() - 1) + ")";
    }
}
