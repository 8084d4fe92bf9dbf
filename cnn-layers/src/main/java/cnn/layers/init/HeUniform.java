package cnn.layers.init;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;

/**
 * Uniform in ±√(6 / fan-in): the same variance as {@link HeNormal}, without its tails.
 *
 * <p>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, section 2.2.
 */
@Id("he-uniform")
public record HeUniform() implements Init {
    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        float limit = (float) Math.sqrt(6.0 / Init.fanIn(shape));
        for (int i = 0; i < shape.size(); i++) {
            values[i] = random.nextFloat(-limit, limit);
        }
    }
}
