package cnn.api.layer;

/** The body of a parallel loop in {@link Forward#run}. A final field of the op, so that no call allocates. */
@FunctionalInterface
public interface ForwardTask {
    /** Does part {@code index}. Parts may run in any order and at the same time. */
    void run(Forward pass, int index);
}
