package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Adam whose steps are as long as a layer's weights allow, for large batches. For weights w with gradient g, running
 * mean m and running square v, at step t:
 *
 * <pre>
 * m ← beta1 · m + (1 − beta1) · g
 * v ← beta2 · v + (1 − beta2) · g²
 * r ← (m / (1 − beta1ᵗ)) / (√(v / (1 − beta2ᵗ)) + epsilon) + weightDecay · w
 * w ← w − rate · ‖w‖ / ‖r‖ · r
 * </pre>
 *
 * <p>Biases, scales and shifts, which are vectors, move by rate · r without decay, as in the authors' implementation; so
 * do weights where w or r is all 0.
 *
 * <p>You, Li, Reddi and others, "Large batch optimization for deep learning: training BERT in 76 minutes", ICLR 2020,
 * algorithm 2, with φ(z) = z.
 *
 * @param learningRate step length as a share of the weights' length, above 0
 * @param beta1 share of the running mean that stays, in [0, 1)
 * @param beta2 share of the running square that stays, in [0, 1)
 * @param epsilon keeps the division from exploding, above 0
 * @param weightDecay pull of weights towards 0; 0 or more
 */
@Id("lamb")
public record Lamb(@Default("0.001") double learningRate, @Default("0.9") double beta1,
        @Default("0.999") double beta2, @Default("1.0e-6") double epsilon, @Default("0.01") double weightDecay)
        implements
            Optimizer {
    public Lamb {
        Checks.learningRate("Lamb", learningRate);
        Checks.share("Lamb", "beta1", beta1, "0.9");
        Checks.share("Lamb", "beta2", beta2, "0.999");
        Checks.positive("Lamb", "epsilon", epsilon, "1e-6");
        Checks.weightDecay("Lamb", weightDecay);
    }

    /** With the paper's values. */
    public static Lamb of(double learningRate) {
        return new Lamb(learningRate, 0.9, 0.999, 1e-6, 0.01);
    }

    /** With other shares of the running mean and square that stay. */
    public Lamb betas(double beta1, double beta2) {
        return new Lamb(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public Lamb epsilon(double least) {
        return new Lamb(learningRate, beta1, beta2, least, weightDecay);
    }

    /** With another weight decay. */
    public Lamb weightDecay(double pull) {
        return new Lamb(learningRate, beta1, beta2, epsilon, pull);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public int sums() {
        return 2;
    }

    /** Moves m and v on, and takes ‖w‖² and ‖r‖². */
    @Override
    public void sum(Update update, double[] sums) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] m = update.slot(0);
        float[] v = update.slot(1);
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float a1 = (float) (1 - beta1);
        float a2 = (float) (1 - beta2);
        float scale = scale(update);
        float root = root(update);
        float decay = (float) (weightDecay * update.decay());
        float least = (float) epsilon;
        double weights = 0;
        double steps = 0;
        for (int i = update.from(); i < update.to(); i++) {
            m[i] = b1 * m[i] + a1 * g[i];
            v[i] = b2 * v[i] + a2 * (g[i] * g[i]);
            float r = scale * m[i] / ((float) Math.sqrt(v[i]) * root + least) + decay * w[i];
            weights += (double) w[i] * w[i];
            steps += (double) r * r;
        }
        sums[0] += weights;
        sums[1] += steps;
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] m = update.slot(0);
        float[] v = update.slot(1);
        float scale = scale(update);
        float root = root(update);
        float decay = (float) (weightDecay * update.decay());
        float least = (float) epsilon;
        float rate = (float) (update.learningRate() * trust(update));
        for (int i = update.from(); i < update.to(); i++) {
            w[i] -= rate * (scale * m[i] / ((float) Math.sqrt(v[i]) * root + least) + decay * w[i]);
        }
    }

    /** The correction of the running mean, which began at 0. */
    private float scale(Update update) {
        return (float) (1 / RunningMean.weight(beta1, update.step()));
    }

    /** That of the running square, behind the root. */
    private float root(Update update) {
        return (float) (1 / StrictMath.sqrt(RunningMean.weight(beta2, update.step())));
    }

    private static double trust(Update update) {
        double weights = Math.sqrt(update.sum(0));
        double step = Math.sqrt(update.sum(1));
        return Checks.isAdapted(update) && weights > 0 && step > 0 ? weights / step : 1;
    }
}
