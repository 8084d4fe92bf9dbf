package cnn.api.layer;

/** The body of a parallel loop in {@link Backward#run}. A final field of the op, so that no call allocates. */
@FunctionalInterface
public interface BackwardTask {
    /** Does part {@code index}. Parts may run in any order and at the same time. */
    void run(Backward pass, int index);
}
