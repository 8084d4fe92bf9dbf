package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Stochastic gradient descent with momentum, as PyTorch defines it. For each number w with gradient g and velocity v:
 *
 * <pre>
 * g ← g + weightDecay · w          (weights only, not biases and normalisation)
 * v ← momentum · v + g
 * w ← w − rate · v                 or, with Nesterov's look ahead, w − rate · (g + momentum · v)
 * </pre>
 *
 * <p>The rate stands outside the velocity, so that a schedule acts at once. ONNX's Momentum operator is the same where its
 * {@code beta} is 1; otherwise it multiplies the gradient by beta from its second step on, which this does not.
 *
 * <p>Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", ICML
 * 2013, which has the rate inside.
 *
 * @param learningRate step length, above 0
 * @param momentum share of the velocity that stays, in [0, 1)
 * @param nesterov whether to look ahead; needs momentum
 * @param weightDecay pull of weights towards 0, through the gradient; 0 or more
 */
@Id("sgd")
public record Sgd(double learningRate, @Default("0") double momentum, @Default("false") boolean nesterov,
        @Default("0") double weightDecay) implements Optimizer {
    public Sgd {
        Checks.learningRate("Sgd", learningRate);
        Checks.share("Sgd", "momentum", momentum, "0.9");
        Checks.weightDecay("Sgd", weightDecay);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException(
                    "Sgd nesterov looks ahead along the momentum, which is 0. Give a momentum, for example 0.9.");
        }
    }

    /** Plain descent. */
    public static Sgd of(double learningRate) {
        return new Sgd(learningRate, 0, false, 0);
    }

    /** With another momentum. */
    public Sgd momentum(double share) {
        return new Sgd(learningRate, share, nesterov, weightDecay);
    }

    /** With or without Nesterov's look ahead. */
    public Sgd nesterov(boolean ahead) {
        return new Sgd(learningRate, momentum, ahead, weightDecay);
    }

    /** With another weight decay. */
    public Sgd weightDecay(double pull) {
        return new Sgd(learningRate, momentum, nesterov, pull);
    }

    @Override
    public int slots() {
        return momentum > 0 ? 1 : 0;
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] g = update.gradient();
        float rate = (float) update.learningRate();
        float decay = (float) (weightDecay * update.decay());
        if (momentum == 0) {
            for (int i = update.from(); i < update.to(); i++) {
                w[i] -= rate * (g[i] + decay * w[i]);
            }
            return;
        }
        // both forms are w − rate · (ahead · g + along · v)
        float kept = (float) momentum;
        float ahead = nesterov ? 1 : 0;
        float along = nesterov ? kept : 1;
        float[] v = update.slot(0);
        for (int i = update.from(); i < update.to(); i++) {
            float gradient = g[i] + decay * w[i];
            float velocity = kept * v[i] + gradient;
            v[i] = velocity;
            w[i] -= rate * (ahead * gradient + along * velocity);
        }
    }
}
