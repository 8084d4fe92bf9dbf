package cnn.api.layer;

/**
 * The body of a parallel loop in {@link Forward#run(int, long, ForwardTask)}. A final field of the op, so that no call
 * allocates.
 */
@FunctionalInterface
public interface ForwardTask extends Forward.Body {
    /** Does part {@code index}. Parts may run in any order and at the same time. */
    void run(Forward pass, int index);

    /** Does part {@code index}, whatever the argument. */
    @Override
    default void run(Forward pass, int index, int argument) {
        run(pass, index);
    }
}
