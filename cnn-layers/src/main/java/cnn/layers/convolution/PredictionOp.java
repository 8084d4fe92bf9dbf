package cnn.layers.convolution;

import cnn.api.layer.Backward;
import cnn.api.layer.Op;

/** An op that fusion puts in the place of others in prediction: it only ever goes forward. */
interface PredictionOp extends Op {
    /** What these ops are, in the plural: how {@link #backward} begins to say that it cannot be. */
    String what();

    @Override
    default void backward(Backward pass) {
        throw new IllegalStateException(
                what() + " only predict and have no gradients. Use a session for training, where "
                        + "each runs by itself.");
    }
}
