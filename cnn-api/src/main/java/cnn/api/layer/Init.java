package cnn.api.layer;

import cnn.api.Rng;
import cnn.api.Shape;

/** Draws the first values of a parameter. A record with an {@link cnn.api.Id}. */
public interface Init {
    /**
     * Overwrites all values.
     *
     * @param values {@code shape.size()} numbers
     * @param shape the parameter's shape, the outputs last: (kernel height, kernel width, channels, filters)
     * @param random where chance comes from
     */
    void fill(float[] values, Shape shape, Rng random);

    /** Inputs that one output sums over: the product of all axes but the last. */
    static long fanIn(Shape shape) {
        return Math.max(1, shape.size() / shape.channels());
    }

    /** Outputs that one input reaches: the last axis times the positions of the kernel. */
    static long fanOut(Shape shape) {
        long inputs = shape.rank() < 2 ? 1 : shape.dim(shape.rank() - 2);
        return Math.max(1, shape.size() / inputs);
    }
}
