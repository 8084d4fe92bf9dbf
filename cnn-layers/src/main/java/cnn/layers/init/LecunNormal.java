package cnn.layers.init;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;

/**
 * Normal with mean 0 and standard deviation √(1 / fan-in): keeps the variance of activations through linear layers, and
 * what SELU asks for.
 *
 * <p>LeCun, Bottou, Orr and Müller, "Efficient BackProp", in Neural Networks: Tricks of the Trade, 1998, section 4.6;
 * Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", NeurIPS 2017.
 */
@Id("lecun-normal")
public record LecunNormal() implements Init {
    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        float deviation = (float) Math.sqrt(1.0 / Init.fanIn(shape));
        for (int i = 0; i < shape.size(); i++) {
            values[i] = deviation * random.nextGaussian();
        }
    }
}
