package cnn.api.layer;

/**
 * What a bound layer does. Immutable, and used by many threads at once on different passes: everything that changes is
 * in the pass. Nothing may be allocated here; handles and loop bodies ({@link ForwardTask}) are final fields.
 *
 * <p><b>Same bits.</b> The result must not depend on the number of threads: split work by shapes only, let each task
 * write its own part, and add partial sums in a fixed order.
 */
public interface Op {
    /** Overwrites {@code pass.output()} from {@code pass.input()}. */
    void forward(Forward pass);

    /**
     * Overwrites {@code pass.inputGradient(i)}, where wanted, and {@code pass.gradient(param)} of every trained
     * parameter, from {@code pass.outputGradient()}. The engine alone adds where an output feeds several layers.
     */
    void backward(Backward pass);
}
