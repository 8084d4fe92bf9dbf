package cnn.api;

/**
 * Float32 numbers with a shape, dense and channels-last. The array is shared, not copied: whoever hands a tensor over
 * decides who may write to it.
 *
 * @param shape lengths of the axes
 * @param data exactly {@code shape.size()} numbers, the innermost axis contiguous
 */
public record Tensor(Shape shape, float[] data) {
    public Tensor {
        if (data.length != shape.size()) {
            throw new IllegalArgumentException("A tensor of shape " + shape + " needs " + shape.size()
                    + (shape.size() == 1 ? " number" : " numbers") + " but was given " + data.length + ".");
        }
    }

    /** A tensor of zeros. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.size()]);
    }
}
