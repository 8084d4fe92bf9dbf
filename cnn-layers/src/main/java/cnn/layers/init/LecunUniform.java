package cnn.layers.init;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;

/**
 * Uniform in ±√(3 / fan-in): the same variance as {@link LecunNormal}, without its tails.
 *
 * <p>LeCun, Bottou, Orr and Müller, "Efficient BackProp", in Neural Networks: Tricks of the Trade, 1998, section 4.6.
 */
@Id("lecun-uniform")
public record LecunUniform() implements Init {
    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        float limit = (float) Math.sqrt(3.0 / Init.fanIn(shape));
        for (int i = 0; i < shape.size(); i++) {
            values[i] = random.nextFloat(-limit, limit);
        }
    }
}
