package cnn.api.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Sums of products over {@link Windows}. In each, one output is one chain of fused multiply-adds in ascending order of
 * the summed index, whatever the tile, the vector width or the number of threads.
 */
public interface Products {
    /**
     * A weighted sum at every position, all filters at once:
     * {@code out[outAt + p·outStride + n] = start[startAt + n] + Σ_k in[window p, k] · weights[k, n]}.
     *
     * @param windows shapes and strides
     * @param in inputs, the first window starting at {@code inAt}
     * @param packed weights as {@link Windows#panels()} lays them out, from index {@code packedAt}
     * @param start what the sums start from, one number a column (the bias), or null for 0; fast where a whole panel's width
     *            of numbers, whatever they are, lies behind the last
     * @param out outputs, overwritten from {@code outAt}
     * @param outputs number of windows (p = 0 … outputs − 1)
     */
    void weightedSums(Windows windows, float[] in, int inAt, float[] packed, int packedAt, float @Nullable [] start,
            int startAt, float[] out, int outAt, int outputs);

    /**
     * The gradient of the weights, added to what is there:
     * {@code sums[sumsAt + k·columns + n] += Σ_p in[window p, k] · gradient[gradientAt + p·outStride + n]}, p ascending.
     *
     * @param windows shapes and strides; {@code outStride} is the gradient's
     * @param sums row-major (rows × columns)
     */
    void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            float[] sums, int sumsAt);
}
