package cnn.api.kernel;

/**
 * Sums over positions and maps with one set of coefficients for each channel: what batch normalisation, the gradient of
 * a bias and the dropping of feature maps are made of. Arrays are channels-last: number i = 0 … count − 1, at index
 * {@code at + i}, belongs to channel {@code c = i mod channels}. Each sum is one chain in ascending order of i.
 *
 * <p>Inputs and outputs share one {@code at}. An output is another array than its inputs, but that of
 * {@link #scale} may be its input. Kernels are fast where there
 * are {@link PixelGroup#FULL} channels or more; with fewer, several pixels are taken for one, as {@link PixelGroup}
 * describes.
 */
public interface Channelwise {
    /** Adds up each channel: {@code sums[sumsAt + c] += Σ x}. */
    void addSums(float[] x, int at, int count, int channels, float[] sums, int sumsAt);

    /**
     * Adds up squared distances from m = {@code sums[sumsAt + c]}: {@code sums[sumsAt + channels + c] += Σ (x − m)²},
     * with fused multiply-adds.
     */
    void addSquares(float[] x, int at, int count, int channels, float[] sums, int sumsAt);

    /**
     * The two sums of a normalisation's gradient, with m = {@code means[c]}: {@code sums[sumsAt + c] += Σ dy} and
     * {@code sums[sumsAt + channels + c] += Σ dy · (x − m)}, the latter with fused multiply-adds.
     */
    void addGradientSums(float[] dy, float[] x, int at, int count, int channels, float[] means, float[] sums,
            int sumsAt);

    /** {@code y = factors[factorsAt + c] · x}. */
    void scale(float[] x, int at, int count, int channels, float[] factors, int factorsAt, float[] y);

    /**
     * {@code y = fma(x − m, a, b)} with m, a, b = {@code coefficients[c]}, {@code coefficients[channels + c]},
     * {@code coefficients[2 · channels + c]}.
     */
    void normalise(float[] x, int at, int count, int channels, float[] coefficients, float[] y);

    /**
     * The gradient of {@link #normalise}'s input, where mean and variance depend on it:
     * {@code dx = fma(a, dy, fma(b, x − m, k))} with m, a, b, k = {@code coefficients[c]},
     * {@code coefficients[channels + c]}, {@code coefficients[2 · channels + c]},
     * {@code coefficients[3 · channels + c]}.
     */
    void propagate(float[] dy, float[] x, int at, int count, int channels, float[] coefficients, float[] dx);
}
