package cnn.api.train;

/** One optimizer step on a range of one parameter. */
public interface Update {
    /** First element to update. */
    int from();

    /** One past the last element to update. */
    int to();

    /** The parameter's values, to be changed. */
    float[] values();

    /** The gradient of the mean loss. To be read only. */
    float[] gradient();

    /** One of the optimizer's buffers for this parameter. */
    float[] slot(int index);

    /** Number of this step, starting at 1. */
    long step();

    /** The learning rate of this step, after the schedule. */
    double learningRate();

    /** Whether weight decay applies to this parameter: not to biases and normalisation. */
    boolean decays();
}
