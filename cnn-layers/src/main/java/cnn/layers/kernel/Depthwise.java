package cnn.layers.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Sums of products over {@link ChannelWindows}, each channel for itself: a depthwise convolution along one row of
 * windows. An output is another array than the inputs.
 */
public interface Depthwise {
    /**
     * A weighted sum of each channel, one chain of fused multiply-adds over the elements in their order:
     * {@code out[outAt + p·outStep + c] = start[c] + Σ_(k, l) in[element (k, l) of p + c] · weights[(k, l) + c]}.
     *
     * @param in inputs, the first window's first pixel at {@code inAt}
     * @param weights the first element's at {@code weightsAt}
     * @param start what the sums start from (the bias), or null for 0
     * @param out outputs, overwritten from {@code outAt}
     * @param outputs number of windows (p = 0 … outputs − 1)
     */
    void weightedSums(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float @Nullable [] start, float[] out, int outAt, int outputs);

    /**
     * The gradient of the weights, added to what is there, p ascending:
     * {@code sums[sumsAt + (k, l) + c] += Σ_p in[element (k, l) of p + c] · gradient[gradientAt + p·outStep + c]}.
     *
     * @param windows where elements lie; {@code outStep} is the gradient's, the weights' strides are those of the sums
     */
    void addProducts(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            float[] sums, int sumsAt);
}
