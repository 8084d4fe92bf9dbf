package cnn.testkit;

/** How a run does the tasks of a parallel loop. A layer's results must not depend on it. */
public enum Tasks {
    /** 0, 1, 2 … on the calling thread. */
    IN_ORDER,
    /** The last one first, on the calling thread. */
    REVERSED,
    /** On four threads at once. */
    THREADED
}
