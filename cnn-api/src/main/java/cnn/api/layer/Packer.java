package cnn.api.layer;

import cnn.api.kernel.Kernels;

/** Computes a {@link Binding#packed packed} buffer from the parameters. */
@FunctionalInterface
public interface Packer {
    /**
     * Overwrites {@code packed}, which is zero at first, from the current values.
     *
     * @param kernels those that the run computes with, for work that is theirs. The numbers and their order must not depend
     *            on which set it is: another one, which gives the same bits, may read them
     */
    void pack(Values values, Kernels kernels, float[] packed);

    /** The current values of parameters. */
    @FunctionalInterface
    interface Values {
        /** The parameter's numbers; to be read only. */
        float[] of(Param param);
    }
}
