package cnn.layers.linear;

import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Param;

/** One way to find the gradient of a convolution's weights. Immutable. */
interface WeightGradient {
    /** The way for these shapes, with the buffers that it needs. */
    static WeightGradient of(Geometry geometry, Binding in, Param weights) {
        if (geometry.depthwise()) {
            return new DepthwiseWeightGradient(geometry, in, weights);
        }
        if (PointwiseWeightGradient.suits(geometry, weights)) {
            return new PointwiseWeightGradient(geometry, weights);
        }
        if (!WinogradCorrelation.suits(geometry)) {
            return new DirectWeightGradient(geometry, in, weights);
        }
        return geometry.channels() * geometry.filters() <= 64 * 64
                ? new WinogradWeightGradient(geometry, in, weights)
                : new BlockedWeightGradient(geometry, in, weights);
    }

    /** Overwrites {@code pass.gradient(weights)} from the input and the gradient of the output. */
    void run(Backward pass);
}
