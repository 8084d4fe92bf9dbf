package cnn.api.train;

import cnn.api.Shape;
import cnn.api.kernel.Kernels;

/** One optimizer step on a range of one parameter. */
public interface Update {
    /** The parameter's name, for example {@code conv1/weights}. */
    String name();

    /** The parameter's shape: (kernel height, kernel width, channels, filters) of a convolution's weights. */
    Shape shape();

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

    /**
     * One of the {@linkplain Optimizer#sums sums} over all elements of the parameter. Not while they are taken.
     *
     * @param index from 0 to {@code sums() − 1}
     */
    double sum(int index);

    /** Number of this step, starting at 1. */
    long step();

    /** The learning rate of this step for this parameter, after the schedule and the parameter's group. */
    double learningRate();

    /**
     * What this parameter's weight decay is to be multiplied by: 1 for weights, 0 for biases and normalisation, and for
     * weights of a group with a factor of its own, that.
     */
    double decay();

    /** The arithmetic to use for products and functions. */
    Kernels kernels();
}
