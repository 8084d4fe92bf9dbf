package cnn.api.train;

/**
 * Updates one parameter at once, with buffers of its own that were made for its shape; it remembers nothing from one step to
 * the next, which is what slots are for. Called by one thread at a time.
 */
@FunctionalInterface
public interface WholeUpdate {
    /** Updates all elements: {@code from()} is 0, {@code to()} the parameter's size. Allocates nothing. */
    void update(Update update);
}
