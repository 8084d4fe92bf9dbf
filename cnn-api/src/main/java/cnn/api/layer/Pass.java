package cnn.api.layer;

import cnn.api.kernel.Kernels;

/**
 * One batch going through one op. Every array holds {@code batch()} examples one after the other from index 0, each
 * channels-last, and may be longer than that.
 */
public sealed interface Pass permits Forward, Backward {
    /** Examples in this batch. */
    int batch();

    /**
     * Whether this is training (dropout drops, statistics are gathered) or prediction. A layer whose states are frozen
     * works as in prediction while others learn; its backward may be called all the same.
     */
    boolean training();

    /** The only, or first, input. */
    default float[] input() {
        return input(0);
    }

    /** One of the inputs. To be read only. */
    float[] input(int index);

    /** The output: written by forward, read by backward. */
    float[] output();

    /** The current values of a parameter. */
    float[] values(Param param);

    /** The buffer behind a handle. */
    float[] floats(FloatSlot slot);

    /** The arithmetic that this run uses: scalar or SIMD, with the same results. */
    Kernels kernels();

    /**
     * Key of this op's chance in this step, for {@link cnn.api.Rng#uniform}: derived from the run's seed, the epoch, the
     * step and the op, and the same in forward and backward.
     */
    long randomKey();
}
