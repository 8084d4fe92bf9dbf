package cnn.layers.arithmetic;

import cnn.api.Shape;
import cnn.api.layer.Binding;
import java.util.Arrays;

/**
 * Computed numbers that name positions of an axis, and the lines along it: an axis, what lies outside of it and what lies within
 * a position.
 *
 * @param outer how many stretches of lines there are in one example
 * @param length positions of the axis
 * @param inner numbers between one position and the next
 */
record Places(int outer, int length, int inner) {
    /** Along an axis of a shape; rejects an axis that it does not have. */
    static Places of(Binding in, Shape shape, int axis) {
        if (axis >= shape.rank()) {
            throw in.reject("it works along axis " + axis + ", but the last axis of " + shape + " is number "
                    + (shape.rank() - 1), "Name an axis from 0 to " + (shape.rank() - 1));
        }
        int inner = 1;
        for (int after = axis + 1; after < shape.rank(); after++) {
            inner *= shape.dim(after);
        }
        return new Places(shape.size() / shape.dim(axis) / inner, shape.dim(axis), inner);
    }

    /** Whether shapes differ in the length of this axis at most. */
    static boolean differAlong(Shape one, Shape other, int axis) {
        int[] dims = one.dims();
        if (axis >= dims.length || other.rank() != dims.length) {
            return false;
        }
        dims[axis] = other.dim(axis);
        return Arrays.equals(dims, other.dims());
    }

    /** The position that a number names, counted from the end below 0; −1 for none. */
    static int at(float number, int length) {
        double from = Math.rint(number < 0 ? number + length : number);
        return from >= 0 && from < length ? (int) from : -1;
    }
}
