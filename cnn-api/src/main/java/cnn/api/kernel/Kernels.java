package cnn.api.kernel;

/**
 * One set of kernels. Kernels trust their caller: bounds are asserted, not checked. Every set gives the same bits as
 * the scalar one, because each output is summed in one fixed order with {@link Math#fma(float, float, float)} and
 * lanes of a vector never mix.
 *
 * <p>Loops that the JIT vectorizes by itself (adding two arrays, ReLU) need no kernel; plain Java does them.
 */
public interface Kernels {
    /** Name for logs and {@code summary.json}: {@code scalar}, {@code simd-512}. */
    String id();

    /** Sums of products: what convolution, dense and their gradients are made of. */
    Products products();

    /** Exponential functions and their kin, one element at a time. */
    Functions functions();

    /** Sums over positions, and maps with coefficients for each channel. */
    Channels channels();

    /** Maximum and mean over windows of pixels. */
    Pools pools();

    /** What Winograd's convolution does before and after its products. */
    Winograd winograd();
    /** Weighted sums over windows of pixels, each channel for itself. */
    Depthwise depthwise();
}
