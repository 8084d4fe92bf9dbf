package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Gradient descent in which numbers that have moved much move less. For each number w with gradient g and sum of squares
 * v, at step t:
 *
 * <pre>
 * g ← g + weightDecay · w          (weights only, not biases and normalisation)
 * v ← v + g²
 * w ← w − rate / (1 + (t − 1) · rateDecay) · g / (√(initial + v) + epsilon)
 * </pre>
 *
 * <p>ONNX's Adagrad is the same; it counts steps from 0.
 *
 * <p>Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", Journal of
 * Machine Learning Research 12, 2011, figure 1, diagonal.
 *
 * @param learningRate step length, above 0
 * @param rateDecay how fast the rate falls with the steps; 0 for not
 * @param initial what the sum of squares starts from, so that the first steps are not too long; 0 or more
 * @param epsilon keeps the division from exploding, above 0
 * @param weightDecay pull of weights towards 0, through the gradient; 0 or more
 */
@Id("adagrad")
public record Adagrad(@Default("0.01") double learningRate, @Default("0") double rateDecay,
        @Default("0") double initial, @Default("1.0e-10") double epsilon, @Default("0") double weightDecay)
        implements
            Optimizer {
    public Adagrad {
        Checks.learningRate("Adagrad", learningRate);
        Checks.zeroOrMore("Adagrad", "rate decay", rateDecay, "0.0001");
        Checks.zeroOrMore("Adagrad", "initial", initial, "0.1");
        Checks.positive("Adagrad", "epsilon", epsilon, "1e-10");
        Checks.weightDecay("Adagrad", weightDecay);
    }

    /** From a sum of 0, without any decay. */
    public static Adagrad of(double learningRate) {
        return new Adagrad(learningRate, 0, 0, 1e-10, 0);
    }

    /** With a rate that falls faster or slower. */
    public Adagrad rateDecay(double speed) {
        return new Adagrad(learningRate, speed, initial, epsilon, weightDecay);
    }

    /** With another start of the sum of squares. */
    public Adagrad initial(double square) {
        return new Adagrad(learningRate, rateDecay, square, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public Adagrad epsilon(double least) {
        return new Adagrad(learningRate, rateDecay, initial, least, weightDecay);
    }

    /** With another weight decay. */
    public Adagrad weightDecay(double pull) {
        return new Adagrad(learningRate, rateDecay, initial, epsilon, pull);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] v = update.slot(0);
        float rate = (float) (update.learningRate() / (1 + (update.step() - 1) * rateDecay));
        float decay = (float) (weightDecay * update.decay());
        float first = (float) initial;
        float least = (float) epsilon;
        for (int i = update.from(); i < update.to(); i++) {
            float gradient = g[i] + decay * w[i];
            float square = v[i] + gradient * gradient;
            v[i] = square;
            w[i] -= rate * gradient / ((float) Math.sqrt(first + square) + least);
        }
    }
}
