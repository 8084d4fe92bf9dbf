package cnn.api.layer;

/** A batch on its way from the input to the output of one op. */
public non-sealed interface Forward extends Pass {
    /**
     * Runs {@code task} for 0, 1 … {@code tasks} − 1, on as many threads as are free and worth it, and returns when
     * all are done. Tasks get a pass of their own: scratch buffers must be asked of that one.
     *
     * @param tasks how many; must follow from shapes and batch alone, never from the number of threads
     * @param work rough number of elementary operations of all tasks together; little work stays on this thread
     */
    default void run(int tasks, long work, ForwardTask task) {
        run(tasks, work, 0, task);
    }

    /**
     * As {@link #run(int, long, ForwardTask)}, with a number for all tasks: the first row of the chunk that a loop around
     * this one has come to, the number of parts that the batch is cut into.
     *
     * @param argument follows from shapes and batch alone, too
     */
    void run(int tasks, long work, int argument, Body body);

    /** The body of a parallel loop that is handed an argument. A final field of the op, so that no call allocates. */
    @FunctionalInterface
    interface Body {
        /** Does part {@code index}. Parts may run in any order and at the same time. */
        void run(Forward pass, int index, int argument);
    }

    /**
     * What of a running mean or variance is to stay in this step of training: its momentum; but where statistics are found
     * anew for given weights, 1 − 1/n with the nth batch, so that they come to the plain mean over all batches.
     */
    default double staying(double momentum) {
        return momentum;
    }
}
