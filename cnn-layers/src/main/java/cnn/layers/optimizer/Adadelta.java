package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Steps as long as the steps before, so that there is hardly a rate to choose. For each number w with gradient g, running
 * square of gradients v and running square of steps s:
 *
 * <pre>
 * g ← g + weightDecay · w          (weights only, not biases and normalisation)
 * v ← beta · v + (1 − beta) · g²
 * d ← √(s + epsilon) / √(v + epsilon) · g
 * s ← beta · s + (1 − beta) · d²
 * w ← w − rate · d
 * </pre>
 *
 * <p>Zeiler, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701, 2012, algorithm 1, whose rate is 1.
 *
 * @param learningRate factor on each step, above 0
 * @param beta share of the running squares that stays, in [0, 1)
 * @param epsilon what the first steps are made of, above 0
 * @param weightDecay pull of weights towards 0, through the gradient; 0 or more
 */
@Id("adadelta")
public record Adadelta(@Default("1") double learningRate, @Default("0.9") double beta,
        @Default("1.0e-6") double epsilon, @Default("0") double weightDecay) implements Optimizer {
    public Adadelta {
        Checks.learningRate("Adadelta", learningRate);
        Checks.share("Adadelta", "beta", beta, "0.9");
        Checks.positive("Adadelta", "epsilon", epsilon, "1e-6");
        Checks.weightDecay("Adadelta", weightDecay);
    }

    /** With a rate of 1, a share of 0.9 and no weight decay. */
    public static Adadelta of() {
        return new Adadelta(1, 0.9, 1e-6, 0);
    }

    /** With another factor on each step. */
    public Adadelta learningRate(double rate) {
        return new Adadelta(rate, beta, epsilon, weightDecay);
    }

    /** With another share of the running squares that stays. */
    public Adadelta beta(double share) {
        return new Adadelta(learningRate, share, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public Adadelta epsilon(double least) {
        return new Adadelta(learningRate, beta, least, weightDecay);
    }

    /** With another weight decay. */
    public Adadelta weightDecay(double pull) {
        return new Adadelta(learningRate, beta, epsilon, pull);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] v = update.slot(0);
        float[] s = update.slot(1);
        float rate = (float) update.learningRate();
        float decay = (float) (weightDecay * update.decay());
        float stays = (float) beta;
        float comes = (float) (1 - beta);
        float least = (float) epsilon;
        for (int i = update.from(); i < update.to(); i++) {
            float gradient = g[i] + decay * w[i];
            float square = stays * v[i] + comes * (gradient * gradient);
            v[i] = square;
            float step = (float) Math.sqrt(s[i] + least) / (float) Math.sqrt(square + least) * gradient;
            s[i] = stays * s[i] + comes * (step * step);
            w[i] -= rate * step;
        }
    }
}
