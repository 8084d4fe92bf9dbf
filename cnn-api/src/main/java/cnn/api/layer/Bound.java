package cnn.api.layer;

import cnn.api.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A layer that has been bound to its input shapes.
 *
 * @param output shape of one example of the output
 * @param op what computes it, or null where the output is the input's own numbers under another shape
 * @param multiplyAdds multiplications with addition for one example going forward, 0 where that is not the layer's work
 * @param leastBatch examples that a batch must have in training, at least; more than 1 where a layer compares examples
 */
public record Bound(Shape output, @Nullable Op op, long multiplyAdds, int leastBatch) {
    public Bound {
        if (output == null) {
            throw new IllegalArgumentException("A bound layer needs the shape of its output but was given null. Return "
                    + "Bound.of(shape, op) from bind.");
        }
        if (multiplyAdds < 0 || leastBatch < 1) {
            throw new IllegalArgumentException(
                    "A bound layer has " + multiplyAdds + " multiply-adds and takes batches of "
                            + leastBatch
                            + " examples and more in training, but needs 0 and 1, or more. Compute multiply-adds as "
                            + "long, so that they do not overflow.");
        }
    }

    /** A bound layer whose cost is not in multiply-adds. */
    public static Bound of(Shape output, Op op) {
        return new Bound(output, op, 0, 1);
    }

    /** A bound layer that does the given number of multiply-adds for one example. */
    public static Bound of(Shape output, Op op, long multiplyAdds) {
        return new Bound(output, op, multiplyAdds, 1);
    }

    /** The input's own numbers under another shape of the same size: nothing is computed or copied. */
    public static Bound view(Shape output) {
        return new Bound(output, null, 0, 1);
    }

    /**
     * This, with a number of examples that a batch must have in training. A batch with fewer is refused before the op
     * sees it, and a training whose last batch would have fewer before it starts.
     */
    public Bound leastBatch(int examples) {
        return new Bound(output, op, multiplyAdds, examples);
    }
}
