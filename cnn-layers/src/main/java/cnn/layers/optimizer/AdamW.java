package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Adam with decoupled weight decay. For each number w with gradient g, running mean m and running square v, at step t:
 *
 * <pre>
 * m ← beta1 · m + (1 − beta1) · g
 * v ← beta2 · v + (1 − beta2) · g²
 * w ← w − rate · weightDecay · w   (weights only, not biases and normalisation)
 * w ← w − rate · (m / (1 − beta1ᵗ)) / (√(v / (1 − beta2ᵗ)) + epsilon)
 * </pre>
 *
 * <p>Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2, with the decay scaled by
 * the learning rate as in PyTorch. With a weight decay of 0 it is Adam (Kingma and Ba, ICLR 2015).
 *
 * @param learningRate step length, above 0
 * @param beta1 share of the running mean that stays, in [0, 1)
 * @param beta2 share of the running square that stays, in [0, 1)
 * @param epsilon keeps the division from exploding, above 0
 * @param weightDecay pull of weights towards 0, beside the gradient; 0 or more
 */
@Id("adamw")
public record AdamW(@Default("0.001") double learningRate, @Default("0.9") double beta1,
        @Default("0.999") double beta2, @Default("1.0e-8") double epsilon, @Default("0.01") double weightDecay)
        implements
            Optimizer {
    public AdamW {
        Checks.learningRate("AdamW", learningRate);
        Checks.share("AdamW", "beta1", beta1, "0.9");
        Checks.share("AdamW", "beta2", beta2, "0.999");
        Checks.weightDecay("AdamW", weightDecay);
        Checks.positive("AdamW", "epsilon", epsilon, "1e-8");
    }

    /** With the paper's values and a weight decay of 0.01. */
    public static AdamW of(double learningRate) {
        return new AdamW(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }

    /** With other shares of the running mean and square that stay. */
    public AdamW betas(double beta1, double beta2) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public AdamW epsilon(double least) {
        return new AdamW(learningRate, beta1, beta2, least, weightDecay);
    }

    /** With another weight decay. */
    public AdamW weightDecay(double pull) {
        return new AdamW(learningRate, beta1, beta2, epsilon, pull);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void update(Update update) {
        move(update, update.learningRate(), beta1, beta2, epsilon, weightDecay);
    }

    /** A step at any rate: of this optimizer, or of one that leaves vectors to it. */
    static void move(Update update, double rate, double beta1, double beta2, double epsilon, double weightDecay) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] m = update.slot(0);
        float[] v = update.slot(1);
        // both corrections are moved out of the loop
        float step = (float) (rate / RunningMean.weight(beta1, update.step()));
        float root = (float) (1 / StrictMath.sqrt(RunningMean.weight(beta2, update.step())));
        float kept = (float) (1 - rate * weightDecay * update.decay());
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float a1 = (float) (1 - beta1);
        float a2 = (float) (1 - beta2);
        float least = (float) epsilon;
        for (int i = update.from(); i < update.to(); i++) {
            float mean = b1 * m[i] + a1 * g[i];
            float square = b2 * v[i] + a2 * (g[i] * g[i]);
            m[i] = mean;
            v[i] = square;
            w[i] = kept * w[i] - step * mean / ((float) Math.sqrt(square) * root + least);
        }
    }
}
