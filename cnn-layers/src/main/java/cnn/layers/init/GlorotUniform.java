package cnn.layers.init;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;

/**
 * Uniform in ±√(6 / (fan-in + fan-out)): the same variance as {@link GlorotNormal}, without its tails.
 *
 * <p>Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * 2010, equation 16.
 */
@Id("glorot-uniform")
public record GlorotUniform() implements Init {
    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        float limit = (float) Math.sqrt(6.0 / (Init.fanIn(shape) + Init.fanOut(shape)));
        for (int i = 0; i < shape.size(); i++) {
            values[i] = random.nextFloat(-limit, limit);
        }
    }
}
