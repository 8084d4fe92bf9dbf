package cnn.api.layer;

import cnn.api.Shape;

/**
 * Handle of a parameter: a tensor that belongs to a layer and is stored with the model.
 *
 * @param index place among all parameters of the network
 * @param name the layer's name and the parameter's, for example {@code conv1/weights}
 * @param shape its shape
 * @param init how its first values are drawn
 * @param trained whether an optimizer changes it, unless it is frozen; otherwise the layer itself does, in forward passes of training
 */
public record Param(int index, String name, Shape shape, Init init, boolean trained) {
    /** Whether weight decay applies: to weights, not to biases, scales and shifts, which are vectors. */
    public boolean decays() {
        return trained && shape.rank() > 1;
    }
}
