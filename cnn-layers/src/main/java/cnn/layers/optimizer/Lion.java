package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Steps of one length, along the sign of a momentum: half of Adam's memory. For each number w with gradient g and
 * momentum m:
 *
 * <pre>
 * d ← sign(beta1 · m + (1 − beta1) · g)      (0 where that is 0)
 * w ← w − rate · (d + weightDecay · w)       (decay of weights only, not of biases and normalisation)
 * m ← beta2 · m + (1 − beta2) · g
 * </pre>
 *
 * <p>Every number moves by the whole rate: take a third to a tenth of AdamW's, and three to ten times its decay.
 *
 * <p>Chen and others, "Symbolic discovery of optimization algorithms", NeurIPS 2023, program 1.
 *
 * @param learningRate step length, above 0
 * @param beta1 weight of the momentum in a step, in [0, 1)
 * @param beta2 share of the momentum that stays, in [0, 1)
 * @param weightDecay pull of weights towards 0, beside the gradient; 0 or more
 */
@Id("lion")
public record Lion(@Default("0.0001") double learningRate, @Default("0.9") double beta1,
        @Default("0.99") double beta2, @Default("0") double weightDecay) implements Optimizer {
    public Lion {
        Checks.learningRate("Lion", learningRate);
        Checks.share("Lion", "beta1", beta1, "0.9");
        Checks.share("Lion", "beta2", beta2, "0.99");
        Checks.weightDecay("Lion", weightDecay);
    }

    /** With the paper's values, without weight decay. */
    public static Lion of(double learningRate) {
        return new Lion(learningRate, 0.9, 0.99, 0);
    }

    /** With another weight of the momentum in a step, and another share of it that stays. */
    public Lion betas(double beta1, double beta2) {
        return new Lion(learningRate, beta1, beta2, weightDecay);
    }

    /** With another weight decay. */
    public Lion weightDecay(double pull) {
        return new Lion(learningRate, beta1, beta2, pull);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] m = update.slot(0);
        float rate = (float) update.learningRate();
        float kept = (float) (1 - update.learningRate() * weightDecay * update.decay());
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float a1 = (float) (1 - beta1);
        float a2 = (float) (1 - beta2);
        for (int i = update.from(); i < update.to(); i++) {
            w[i] = kept * w[i] - rate * Math.signum(b1 * m[i] + a1 * g[i]);
            m[i] = b2 * m[i] + a2 * g[i];
        }
    }
}
