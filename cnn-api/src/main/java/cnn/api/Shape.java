package cnn.api;

import java.util.Arrays;

/**
 * The lengths of a tensor's axes, outermost first: (H, W, C) for an image, (features) for a vector, (kernel height,
 * kernel width, channels, filters) for a convolution's weights. A batch of N examples is N×shape; N is never part of
 * the shape. Shapes are values: two with the same lengths are equal.
 */
public final class Shape {
    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        this.dims = dims;
        long product = 1;
        for (int dim : dims) {
            if (dim < 1) {
                throw new IllegalArgumentException(
                        "Shape " + text(dims) + " has an axis of length " + dim + ". Every axis needs at least 1.");
            }
            product *= dim;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("Shape " + text(dims)
                        + " has more than 2^31 - 1 elements, the most one tensor can hold. Use a smaller shape.");
            }
        }
        this.size = (int) product;
    }

    /** The shape with these axis lengths, outermost first. At least one axis, each of length 1 or more. */
    public static Shape of(int... dims) {
        if (dims.length == 0) {
            throw new IllegalArgumentException("A shape needs at least one axis, for example Shape.of(10).");
        }
        return new Shape(dims.clone());
    }

    /** (height, width, channels): one image, or one stack of feature maps. */
    public static Shape image(int height, int width, int channels) {
        return new Shape(new int[] {height, width, channels});
    }

    /** (features): one vector. */
    public static Shape vector(int features) {
        return new Shape(new int[] {features});
    }

    /** Reads what {@link #toString()} writes: {@code (28, 28, 1)}. */
    public static Shape parse(String text) {
        String list = text.strip();
        try {
            if (list.startsWith("(") && list.endsWith(")")) {
                return of(Arrays.stream(list.substring(1, list.length() - 1).split(",", -1))
                        .mapToInt(dim -> Integer.parseInt(dim.strip())).toArray());
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no shape. Write the lengths of its axes, outermost first: (28, 28, 1).");
    }

    /** Number of axes: 3 for an image, 1 for a vector. */
    public int rank() {
        return dims.length;
    }

    /** Length of one axis, 0 being the outermost. */
    public int dim(int axis) {
        return dims[axis];
    }

    /** A copy of all axis lengths. */
    public int[] dims() {
        return dims.clone();
    }

    /** Number of elements: the product of all axis lengths. */
    public int size() {
        return size;
    }

    /** Whether this has the three axes (H, W, C) of an image. */
    public boolean isImage() {
        return dims.length == 3;
    }

    /** Rows of an image. Throws {@link IllegalStateException} where the shape is no image. */
    public int height() {
        return imageDim(0);
    }

    /** Columns of an image. Throws {@link IllegalStateException} where the shape is no image. */
    public int width() {
        return imageDim(1);
    }

    /** The innermost axis: channels of an image, features of a vector. */
    public int channels() {
        return dims[dims.length - 1];
    }

    private int imageDim(int axis) {
        if (!isImage()) {
            throw new IllegalStateException("Shape " + this + " is no image (height, width, channels).");
        }
        return dims[axis];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** As the documentation writes it: {@code (28, 28, 1)}. */
    @Override
    public String toString() {
        return text(dims);
    }

    private static String text(int[] dims) {
        String list = Arrays.toString(dims);
        return "(" + list.substring(1, list.length() - 1) + ")";
    }
}
