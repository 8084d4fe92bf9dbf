package cnn.api.layer;

/**
 * The body of a parallel loop in {@link Backward#run(int, long, BackwardTask)}. A final field of the op, so that no call
 * allocates.
 */
@FunctionalInterface
public interface BackwardTask extends Backward.Body {
    /** Does part {@code index}. Parts may run in any order and at the same time. */
    void run(Backward pass, int index);

    /** Does part {@code index}, whatever the argument. */
    @Override
    default void run(Backward pass, int index, int argument) {
        run(pass, index);
    }
}
