package cnn.layers.linear;

import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;

/** One way to find the gradient of a convolution's weights, and where that pays, of its input with it. Immutable. */
interface WeightGradient {
    /**
     * The way for these shapes, with the buffers that it needs.
     *
     * @param packedTurned weights as {@link Correlation#of} the turned filters packs them
     */
    static WeightGradient of(Geometry geometry, Binding in, Param weights, FloatSlot packedTurned) {
        if (geometry.depthwise()) {
            return new DepthwiseWeightGradient(geometry, in, weights);
        }
        if (PointwiseWeightGradient.suits(geometry, weights)) {
            return new PointwiseWeightGradient(geometry, weights);
        }
        if (PointwiseCorrelation.serves(geometry)) {
            return new PointwiseGradients(geometry, in, weights, packedTurned);
        }
        if (!WinogradCorrelation.suits(geometry)) {
            return new DirectWeightGradient(geometry, in, weights);
        }
        return geometry.channels() * geometry.filters() <= 64 * 64
                ? new WinogradWeightGradient(geometry, in, weights)
                : new BlockedWeightGradient(geometry, in, weights);
    }

    /** Whether {@link #run} gives the gradient of the input, too, where one is wanted. */
    default boolean givesInputGradient() {
        return false;
    }

    /**
     * Overwrites {@code pass.gradient(weights)} from the input and the gradient of the output, and if it
     * {@link #givesInputGradient()} and one is wanted, {@code pass.inputGradient()}.
     */
    void run(Backward pass);
}
