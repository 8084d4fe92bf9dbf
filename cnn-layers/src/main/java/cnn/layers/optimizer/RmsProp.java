package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Gradient descent in which each number's gradient is divided by its usual size. For each number w with gradient g,
 * running square v, velocity u and, where it is centred, running mean m:
 *
 * <pre>
 * g ← g + weightDecay · w          (weights only, not biases and normalisation)
 * v ← beta · v + (1 − beta) · g²
 * m ← beta · m + (1 − beta) · g    (centred only; otherwise m = 0)
 * u ← momentum · u + g / (√(v − m²) + epsilon)
 * w ← w − rate · u
 * </pre>
 *
 * <p>v − m² is the variance of the gradient, and taken as 0 where rounding makes it less. As PyTorch has it; TensorFlow
 * has epsilon within the root, starts v at 1 and the rate stands within the velocity.
 *
 * <p>Tieleman and Hinton, "Lecture 6.5: rmsprop", COURSERA, 2012; centred by Graves, "Generating sequences with recurrent
 * neural networks", arXiv:1308.0850, 2013, equations 38 to 45.
 *
 * @param learningRate step length, above 0
 * @param beta share of the running square and mean that stays, in [0, 1)
 * @param momentum share of the velocity that stays, in [0, 1)
 * @param centred whether to divide by the gradient's deviation from its mean, not from 0
 * @param epsilon keeps the division from exploding, above 0
 * @param weightDecay pull of weights towards 0, through the gradient; 0 or more
 */
@Id("rmsprop")
public record RmsProp(@Default("0.001") double learningRate, @Default("0.99") double beta,
        @Default("0") double momentum, @Default("false") boolean centred, @Default("1.0e-8") double epsilon,
        @Default("0") double weightDecay) implements Optimizer {
    public RmsProp {
        Checks.learningRate("RmsProp", learningRate);
        Checks.share("RmsProp", "beta", beta, "0.99");
        Checks.share("RmsProp", "momentum", momentum, "0.9");
        Checks.positive("RmsProp", "epsilon", epsilon, "1e-8");
        Checks.weightDecay("RmsProp", weightDecay);
    }

    /** Without momentum, not centred, without weight decay; a share of 0.99 stays. */
    public static RmsProp of(double learningRate) {
        return new RmsProp(learningRate, 0.99, 0, false, 1e-8, 0);
    }

    /** With another share of the running square that stays. */
    public RmsProp beta(double share) {
        return new RmsProp(learningRate, share, momentum, centred, epsilon, weightDecay);
    }

    /** With another momentum. */
    public RmsProp momentum(double share) {
        return new RmsProp(learningRate, beta, share, centred, epsilon, weightDecay);
    }

    /** With or without the mean taken off. */
    public RmsProp centred(boolean meanOff) {
        return new RmsProp(learningRate, beta, momentum, meanOff, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public RmsProp epsilon(double least) {
        return new RmsProp(learningRate, beta, momentum, centred, least, weightDecay);
    }

    /** With another weight decay. */
    public RmsProp weightDecay(double pull) {
        return new RmsProp(learningRate, beta, momentum, centred, epsilon, pull);
    }

    /** The running square; the velocity, where there is momentum; the running mean, where it is centred. */
    @Override
    public int slots() {
        return 1 + (momentum > 0 ? 1 : 0) + (centred ? 1 : 0);
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] v = update.slot(0);
        float[] u = momentum > 0 ? update.slot(1) : v;
        float[] m = centred ? update.slot(slots() - 1) : v;
        float rate = (float) update.learningRate();
        float decay = (float) (weightDecay * update.decay());
        float kept = (float) momentum;
        float stays = (float) beta;
        float comes = (float) (1 - beta);
        float least = (float) epsilon;
        for (int i = update.from(); i < update.to(); i++) {
            float gradient = g[i] + decay * w[i];
            float square = stays * v[i] + comes * (gradient * gradient);
            v[i] = square;
            if (centred) {
                float mean = stays * m[i] + comes * gradient;
                m[i] = mean;
                square = Math.max(0, square - mean * mean);
            }
            float velocity = gradient / ((float) Math.sqrt(square) + least);
            if (momentum > 0) {
                velocity = kept * u[i] + velocity;
                u[i] = velocity;
            }
            w[i] -= rate * velocity;
        }
    }
}
