package cnn.api.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Sums of products over {@link Windows}. In each, one output is one chain of fused multiply-adds in ascending order of
 * the summed index, whatever the tile, the vector width or the number of threads.
 */
public interface Products {
    /**
     * A weighted sum at every position, all filters at once:
     * {@code out[outAt + l·outPitch + p·outStride + n] = start[startAt + n] + Σ_k in[window (l, p), k] · weights[k, n]}.
     *
     * @param windows shapes and strides
     * @param in inputs, the first window starting at {@code inAt}
     * @param packed weights as {@link Windows#panels()} lays them out, from index {@code packedAt}
     * @param start what the sums start from, one number a column (the bias), or null for 0; fast where two whole panels
     *            of numbers, whatever they are, lie behind the last
     * @param out outputs, overwritten from {@code outAt}
     * @param outputs number of windows in a line (p = 0 … outputs − 1)
     * @param lines number of lines (l = 0 … lines − 1)
     */
    void weightedSums(Windows windows, float[] in, int inAt, float[] packed, int packedAt, float @Nullable [] start,
            int startAt, float[] out, int outAt, int outputs, int lines);

    /** The weighted sums of a single line. */
    default void weightedSums(Windows windows, float[] in, int inAt, float[] packed, int packedAt,
            float @Nullable [] start, int startAt, float[] out, int outAt, int outputs) {
        weightedSums(windows, in, inAt, packed, packedAt, start, startAt, out, outAt, outputs, 1);
    }

    /**
     * The gradient of the weights: {@code sums[sumsAt + k·columns + n] =
     * Σ_l Σ_p in[window (l, p), k] · gradient[gradientAt + l·outPitch + p·outStride + n]}, l ascending and p within l.
     *
     * @param windows shapes and strides; {@code outStride} and {@code outPitch} are the gradient's
     * @param outputs number of windows in a line
     * @param lines number of lines
     * @param sums row-major (rows × columns), overwritten
     */
    void outerProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs, int lines,
            float[] sums, int sumsAt);

    /** As {@link #outerProducts}, but the sums go on from the {@code sums} that are there. */
    void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int sumsAt);

    /**
     * Cuts a matrix, whose rows lie {@code pitch} floats apart, into panels of {@code width} columns, of which the last may
     * have fewer: dense matrices, one behind the other. What is read many times over is read faster from there, since
     * columns of wide rows share a few lines of the nearest cache.
     */
    void cutColumns(float[] matrix, int at, int pitch, int rows, int columns, int width, float[] to, int toAt);

    /** The outer products of a single line, overwriting. */
    default void outerProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            float[] sums, int sumsAt) {
        outerProducts(windows, in, inAt, gradient, gradientAt, outputs, 1, sums, sumsAt);
    }

    /** The outer products of a single line, added. */
    default void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            float[] sums, int sumsAt) {
        addOuterProducts(windows, in, inAt, gradient, gradientAt, outputs, 1, sums, sumsAt);
    }
}
