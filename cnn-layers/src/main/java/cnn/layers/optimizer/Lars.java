package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Squares;
import cnn.api.train.Update;

/**
 * Layer-wise adaptive rate scaling, for large batches: gradient descent with momentum in which each layer's weights move
 * by a share of their own length. For weights w with gradient g and velocity v:
 *
 * <pre>
 * trust ← coefficient · ‖w‖ / (‖g‖ + weightDecay · ‖w‖)
 * v ← momentum · v + rate · trust · (g + weightDecay · w)
 * w ← w − v
 * </pre>
 *
 * <p>Biases, scales and shifts, which are vectors, have trust 1 and no decay, as the authors' implementations do; so have
 * weights or gradients that are all 0.
 *
 * <p>You, Gitman and Ginsburg, "Large batch training of convolutional networks", arXiv:1708.03888, 2017, algorithm 1.
 *
 * @param learningRate step length, above 0; with the coefficient as it is, far larger than for plain descent
 * @param momentum share of the velocity that stays, in [0, 1)
 * @param coefficient how far weights are trusted to move in a step, as a share of their length; above 0
 * @param weightDecay pull of weights towards 0, through the gradient; 0 or more
 */
@Id("lars")
public record Lars(double learningRate, @Default("0.9") double momentum, @Default("0.001") double coefficient,
        @Default("0.0001") double weightDecay) implements Optimizer {
    public Lars {
        Checks.learningRate("Lars", learningRate);
        Checks.share("Lars", "momentum", momentum, "0.9");
        Checks.positive("Lars", "coefficient", coefficient, "0.001");
        Checks.weightDecay("Lars", weightDecay);
    }

    /** With the paper's momentum, coefficient and a weight decay of 0.0001. */
    public static Lars of(double learningRate) {
        return new Lars(learningRate, 0.9, 0.001, 0.0001);
    }

    /** With another momentum. */
    public Lars momentum(double share) {
        return new Lars(learningRate, share, coefficient, weightDecay);
    }

    /** With another coefficient of trust. */
    public Lars coefficient(double share) {
        return new Lars(learningRate, momentum, share, weightDecay);
    }

    /** With another weight decay. */
    public Lars weightDecay(double pull) {
        return new Lars(learningRate, momentum, coefficient, pull);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public int sums() {
        return 2;
    }

    /** ‖w‖² and ‖g‖². */
    @Override
    public void sum(Update update, double[] sums) {
        if (Checks.isAdapted(update)) {
            sums[0] += Squares.sum(update.values(), update.from(), update.to());
            sums[1] += Squares.sum(update.gradient(), update.from(), update.to());
        }
    }

    @Override
    public void update(Update update) {
        float[] w = update.values();
        float[] g = update.gradient();
        float[] v = update.slot(0);
        double pull = weightDecay * update.decay();
        float rate = (float) (update.learningRate() * trust(update, pull));
        float decay = (float) pull;
        float kept = (float) momentum;
        for (int i = update.from(); i < update.to(); i++) {
            float velocity = kept * v[i] + rate * (g[i] + decay * w[i]);
            v[i] = velocity;
            w[i] -= velocity;
        }
    }

    private double trust(Update update, double pull) {
        double weights = Math.sqrt(update.sum(0));
        double gradient = Math.sqrt(update.sum(1));
        return weights > 0 && gradient > 0 ? coefficient * weights / (gradient + pull * weights) : 1;
    }
}
