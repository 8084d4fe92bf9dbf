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
    void run(int tasks, long work, ForwardTask task);
}
