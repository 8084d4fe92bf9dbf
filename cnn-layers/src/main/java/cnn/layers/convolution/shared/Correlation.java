package cnn.layers.convolution.shared;

import cnn.api.kernel.Kernels;
import cnn.api.layer.Pass;
import org.jspecify.annotations.Nullable;

/**
 * One way to compute weighted sums over windows of an image: what a convolution does going forward, and again, with its
 * kernel turned, to find the gradient of its input. Immutable; tasks are independent of each other.
 */
public interface Correlation {
    /** Floats of the weights in the order in which the kernels want them. */
    int packedFloats();

    /** Brings the layer's weights into that order. {@code packed} is zero at first. */
    void pack(float[] weights, Kernels kernels, float[] packed);

    /** Floats of scratch that a task needs. */
    int scratchFloats();

    /** Tasks for a batch of so many images. */
    int tasks(int batch);

    /**
     * Does one task: overwrites its part of the output.
     *
     * @param in the batch, dense
     * @param packed weights
     * @param start what the sums start from, one number a filter (the bias), or null for 0
     * @param out the output, dense
     * @param scratch of this task alone
     * @param finish told of each range of the output that is complete
     */
    void run(Pass pass, float[] in, float[] packed, float @Nullable [] start, float[] out, float[] scratch, int task,
            Finish finish);

    /** What is done to numbers that have just been computed, while they are in the cache. */
    @FunctionalInterface
    interface Finish {
        /** Nothing. */
        Finish NONE = (pass, out, at, pixels, pitch, count) -> {
        };

        /** Changes {@code count} numbers of each of some pixels in place. The pixels lie {@code pitch} floats apart. */
        void finish(Pass pass, float[] out, int at, int pixels, int pitch, int count);

        /** Changes {@code out[from … to − 1]} in place. */
        default void finish(Pass pass, float[] out, int from, int to) {
            finish(pass, out, from, 1, to - from, to - from);
        }
    }
}
