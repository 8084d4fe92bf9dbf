package cnn.api.train;

/**
 * Changes parameters so that the loss falls. A record with an {@link cnn.api.Id}; what it remembers between steps lies
 * in buffers that the trainer keeps and checkpoints.
 */
public interface Optimizer {
    /** The base learning rate, which a {@link Schedule} scales. */
    double learningRate();

    /** Buffers it keeps for every parameter, zero at first: 1 for momentum, 2 for Adam. */
    int slots();

    /**
     * Updates elements {@code from … to − 1} of one parameter. Called in parallel for different ranges, so each element
     * may depend only on its own gradient and buffers.
     */
    void update(Update update);
}
