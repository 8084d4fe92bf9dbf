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
        return new DirectWeightGradient(geometry, in, weights);
    }

    /** Overwrites {@code pass.gradient(weights)} from the input and the gradient of the output. */
    void run(Backward pass);
}
