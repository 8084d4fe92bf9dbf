package cnn.core.safetensors;

import cnn.api.Shape;
import cnn.core.text.Echo;
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

    /**
     * The axes as a shape; a single number is (1).
     *
     * @throws SafetensorsException where no {@link Shape} has these axes: one is empty, or there are too many numbers
     */
    public Shape shape() {
        if (dims.isEmpty()) {
            return Shape.of(1);
        }
        try {
            return Shape.of(dims.stream().mapToInt(Math::toIntExact).toArray());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new SafetensorsException("Tensor '" + Echo.of(name) + "' " + describe()
                    + " cannot be used: no axis may be empty, and all numbers together may be at most "
                    + Integer.MAX_VALUE + ". Leave it out of the file, or write it with another shape.", e);
        }
    }

    /** Whether the axes are these. */
    public boolean hasShape(Shape shape) {
        return Arrays.equals(dims.stream().mapToLong(Long::longValue).toArray(),
                Arrays.stream(shape.dims()).asLongStream().toArray());
    }

    /** For messages: {@code F32 (3, 3, 1, 32)}. */
    public String describe() {
        String list = dims.toString();
        return type + " (" + Echo.of(list.substring(1, list.length() - 1)) + ")";
    }
}
