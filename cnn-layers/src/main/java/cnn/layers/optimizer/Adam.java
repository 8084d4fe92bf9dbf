package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Steps as long as the gradient is steady. For each number w with gradient g, running mean m and running square v, at
 * step t:
 *
 * <pre>
 * g ← g + weightDecay · w          (weights only, not biases and normalisation)
 * m ← beta1 · m + (1 − beta1) · g
 * v ← beta2 · v + (1 − beta2) · g²
 * w ← w − rate · (m / (1 − beta1ᵗ)) / (√(v / (1 − beta2ᵗ)) + epsilon)
 * </pre>
 *
 * <p>The decay goes through the gradient and so through the division: weights with large gradients decay less. Use
 * {@link AdamW} for a decay of its own. ONNX's Adam adds epsilon before it corrects the running square.
 *
 * <p>Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
 *
 * @param learningRate step length, above 0
 * @param beta1 share of the running mean that stays, in [0, 1)
 * @param beta2 share of the running square that stays, in [0, 1)
 * @param epsilon keeps the division from exploding, above 0
 * @param weightDecay pull of weights towards 0, through the gradient; 0 or more
 */
@Id("adam")
public record Adam(@Default("0.001") double learningRate, @Default("0.9") double beta1,
        @Default("0.999") double beta2, @Default("1.0e-8") double epsilon, @Default("0") double weightDecay)
        implements
            Optimizer {
    public Adam {
        Checks.learningRate("Adam", learningRate);
        Checks.share("Adam", "beta1", beta1, "0.9");
        Checks.share("Adam", "beta2", beta2, "0.999");
        Checks.positive("Adam", "epsilon", epsilon, "1e-8");
        Checks.weightDecay("Adam", weightDecay);
    }

    /** With the paper's values, without weight decay. */
    public static Adam of(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    /** With other shares of the running mean and square that stay. */
    public Adam betas(double beta1, double beta2) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public Adam epsilon(double least) {
        return new Adam(learningRate, beta1, beta2, least, weightDecay);
    }

    /** With another weight decay. */
    public Adam weightDecay(double pull) {
        return new Adam(learningRate, beta1, beta2, epsilon, pull);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] m = update.slot(0);
        float[] v = update.slot(1);
        // both corrections are moved out of the loop
        float step = (float) (update.learningRate() / RunningMean.weight(beta1, update.step()));
        float root = (float) (1 / StrictMath.sqrt(RunningMean.weight(beta2, update.step())));
        float decay = (float) (weightDecay * update.decay());
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float a1 = (float) (1 - beta1);
        float a2 = (float) (1 - beta2);
        float least = (float) epsilon;
        for (int i = update.from(); i < update.to(); i++) {
            float gradient = g[i] + decay * w[i];
            float mean = b1 * m[i] + a1 * gradient;
            float square = b2 * v[i] + a2 * (gradient * gradient);
            m[i] = mean;
            v[i] = square;
            w[i] -= step * mean / ((float) Math.sqrt(square) * root + least);
        }
    }
}
