package cnn.api.layer;

/** Computes a {@link Binding#packed packed} buffer from the parameters. */
@FunctionalInterface
public interface Packer {
    /** Overwrites {@code packed}, which is zero at first, from the current values. */
    void pack(Values values, float[] packed);

    /** The current values of parameters. */
    @FunctionalInterface
    interface Values {
        /** The parameter's numbers; to be read only. */
        float[] of(Param param);
    }
}
