package cnn.layers.init;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;

/**
 * Normal with mean 0 and standard deviation √(2 / fan-in): keeps the variance of activations through layers with ReLU.
 *
 * <p>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, section 2.2.
 */
@Id("he-normal")
public record HeNormal() implements Init {
    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        float deviation = (float) Math.sqrt(2.0 / Init.fanIn(shape));
        for (int i = 0; i < shape.size(); i++) {
            values[i] = deviation * random.nextGaussian();
        }
    }
}
