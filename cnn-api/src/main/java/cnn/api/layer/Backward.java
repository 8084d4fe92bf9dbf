package cnn.api.layer;

/** A batch's gradients on their way from the output to the inputs and parameters of one op. */
public non-sealed interface Backward extends Pass {
    /** Derivative of the loss with respect to the output. To be read only. */
    float[] outputGradient();

    /** Whether anyone wants the gradient of this input: false for a network's first layer. */
    boolean wantsInputGradient(int index);

    /** Whether anyone wants the gradient of the only, or first, input. */
    default boolean wantsInputGradient() {
        return wantsInputGradient(0);
    }

    /** The only, or first, input's gradient, to be overwritten. */
    default float[] inputGradient() {
        return inputGradient(0);
    }

    /** The gradient of one of the inputs, to be overwritten. Only where {@link #wantsInputGradient(int)}. */
    float[] inputGradient(int index);

    /**
     * Whether anyone wants the gradient of this parameter: false where it is frozen, so that no work need go into it. Where
     * no gradient of a layer is wanted, that of its inputs included, its backward is not called.
     */
    boolean wantsGradient(Param param);

    /** The gradient of a trained parameter, to be overwritten. Only where {@link #wantsGradient}. */
    float[] gradient(Param param);

    /** As {@link Forward#run(int, long, ForwardTask)}. */
    default void run(int tasks, long work, BackwardTask task) {
        run(tasks, work, 0, task);
    }

    /** As {@link Forward#run(int, long, int, Forward.Body)}. */
    void run(int tasks, long work, int argument, Body body);

    /** The body of a parallel loop that is handed an argument, as {@link Forward.Body}. */
    @FunctionalInterface
    interface Body {
        /** Does part {@code index}. Parts may run in any order and at the same time. */
        void run(Backward pass, int index, int argument);
    }
}
