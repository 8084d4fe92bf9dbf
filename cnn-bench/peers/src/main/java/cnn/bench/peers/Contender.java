package cnn.bench.peers;

/** One library with one workload loaded, ready to run. */
public interface Contender extends AutoCloseable {
    /** Name and version of what computes. */
    String version();

    /** Scores of the whole batch as in prediction, with the first weights, channels-last. */
    float[] scores();

    /** Does the work once: predicts the batch, or learns from it and returns the mean loss before that. */
    double run();

    @Override
    default void close() {
    }
}
