package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Adam that foresees the next gradient from how the last ones changed. For each number w with gradient g, the gradient p
 * of the step before, running mean m, running change d and running square v, at step t:
 *
 * <pre>
 * c ← g − p                              (0 in the first step)
 * m ← beta1 · m + (1 − beta1) · g
 * d ← beta2 · d + (1 − beta2) · c
 * v ← beta3 · v + (1 − beta3) · (g + beta2 · c)²
 * s ← m / (1 − beta1ᵗ) + beta2 · d / (1 − beta2ᵗ)
 * w ← (w − rate · s / (√(v / (1 − beta3ᵗ)) + epsilon)) / (1 + rate · weightDecay)
 * </pre>
 *
 * <p>Decay is for weights only, not for biases and normalisation. The betas are shares that stay, as elsewhere; the paper
 * counts what comes, 1 minus these.
 *
 * <p>Xie, Zhou, Li, Lin and Yan, "Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models", IEEE
 * Transactions on Pattern Analysis and Machine Intelligence 46, 2024, algorithm 1, with the corrections of the authors'
 * implementation.
 *
 * @param learningRate step length, above 0; five to ten times that of AdamW
 * @param beta1 share of the running mean that stays, in [0, 1)
 * @param beta2 share of the running change that stays, in [0, 1)
 * @param beta3 share of the running square that stays, in [0, 1)
 * @param epsilon keeps the division from exploding, above 0
 * @param weightDecay pull of weights towards 0, beside the gradient; 0 or more
 */
@Id("adan")
public record Adan(@Default("0.001") double learningRate, @Default("0.98") double beta1,
        @Default("0.92") double beta2, @Default("0.99") double beta3, @Default("1.0e-8") double epsilon,
        @Default("0") double weightDecay) implements Optimizer {
    public Adan {
        Checks.learningRate("Adan", learningRate);
        Checks.share("Adan", "beta1", beta1, "0.98");
        Checks.share("Adan", "beta2", beta2, "0.92");
        Checks.share("Adan", "beta3", beta3, "0.99");
        Checks.positive("Adan", "epsilon", epsilon, "1e-8");
        Checks.weightDecay("Adan", weightDecay);
    }

    /** With the paper's values, without weight decay. */
    public static Adan of(double learningRate) {
        return new Adan(learningRate, 0.98, 0.92, 0.99, 1e-8, 0);
    }

    /** With other shares of the running mean, change and square that stay. */
    public Adan betas(double beta1, double beta2, double beta3) {
        return new Adan(learningRate, beta1, beta2, beta3, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public Adan epsilon(double least) {
        return new Adan(learningRate, beta1, beta2, beta3, least, weightDecay);
    }

    /** With another weight decay. */
    public Adan weightDecay(double pull) {
        return new Adan(learningRate, beta1, beta2, beta3, epsilon, pull);
    }

    /** Mean, change, square, and the gradient of the step before. */
    @Override
    public int slots() {
        return 4;
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] m = update.slot(0);
        float[] d = update.slot(1);
        float[] v = update.slot(2);
        float[] before = update.slot(3);
        double rate = update.learningRate();
        float ofMean = (float) (rate / RunningMean.weight(beta1, update.step()));
        float ofChange = (float) (rate * beta2 / RunningMean.weight(beta2, update.step()));
        float root = (float) (1 / StrictMath.sqrt(RunningMean.weight(beta3, update.step())));
        float kept = (float) (1 / (1 + rate * weightDecay * update.decay()));
        float changes = update.step() == 1 ? 0 : 1;
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float b3 = (float) beta3;
        float a1 = (float) (1 - beta1);
        float a2 = (float) (1 - beta2);
        float a3 = (float) (1 - beta3);
        float least = (float) epsilon;
        for (int i = update.from(); i < update.to(); i++) {
            float gradient = g[i];
            float change = changes * (gradient - before[i]);
            float ahead = gradient + b2 * change;
            float mean = b1 * m[i] + a1 * gradient;
            float moved = b2 * d[i] + a2 * change;
            float square = b3 * v[i] + a3 * (ahead * ahead);
            m[i] = mean;
            d[i] = moved;
            v[i] = square;
            before[i] = gradient;
            w[i] = kept * (w[i] - (ofMean * mean + ofChange * moved) / ((float) Math.sqrt(square) * root + least));
        }
    }
}
