package cnn.layers.init;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;

/**
 * Normal with mean 0 and standard deviation √(2 / (fan-in + fan-out)): for layers with tanh, sigmoid or no activation.
 *
 * <p>Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * 2010, equation 16.
 */
@Id("glorot-normal")
public record GlorotNormal() implements Init {
    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        float deviation = (float) Math.sqrt(2.0 / (Init.fanIn(shape) + Init.fanOut(shape)));
        for (int i = 0; i < shape.size(); i++) {
            values[i] = deviation * random.nextGaussian();
        }
    }
}
