package cnn.layers.convolution.shared;

import cnn.api.layer.Backward;

/** One way to find the gradient of a convolution's weights, and where that pays, of its input with it. Immutable. */
public interface WeightGradient {
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
