package cnn.api.layer;

import cnn.api.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A layer that has been bound to its input shapes.
 *
 * @param output shape of one example of the output
 * @param op what computes it, or null where the output is the input's own numbers under another shape
 * @param multiplyAdds multiplications with addition for one example going forward, 0 where that is not the layer's work
 */
public record Bound(Shape output, @Nullable Op op, long multiplyAdds) {
    /** A bound layer whose cost is not in multiply-adds. */
    public static Bound of(Shape output, Op op) {
        return new Bound(output, op, 0);
    }

    /** A bound layer that does the given number of multiply-adds for one example. */
    public static Bound of(Shape output, Op op, long multiplyAdds) {
        return new Bound(output, op, multiplyAdds);
    }

    /** The input's own numbers under another shape of the same size: nothing is computed or copied. */
    public static Bound view(Shape output) {
        return new Bound(output, null, 0);
    }
}
