package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * Adam with Nesterov's look ahead, whose momentum grows over the first thousands of steps. For each number w with
 * gradient g, running mean m and running square v, at step t:
 *
 * <pre>
 * µₜ = beta1 · (1 − ½ · 0.96^(t · momentumDecay))
 * g ← g + weightDecay · w          (weights only, not biases and normalisation)
 * m ← beta1 · m + (1 − beta1) · g
 * v ← beta2 · v + (1 − beta2) · g²
 * d ← µₜ₊₁ · m / (1 − µ₁ · … · µₜ₊₁) + (1 − µₜ) · g / (1 − µ₁ · … · µₜ)
 * w ← w − rate · d / (√(v / (1 − beta2ᵗ)) + epsilon)
 * </pre>
 *
 * <p>Dozat, "Incorporating Nesterov momentum into Adam", ICLR 2016 workshop, algorithm 2 and section 3, whose momentum
 * schedule PyTorch uses as well.
 *
 * @param learningRate step length, above 0
 * @param beta1 what the momentum comes to in the end, and the share of the running mean that stays, in [0, 1)
 * @param beta2 share of the running square that stays, in [0, 1)
 * @param epsilon keeps the division from exploding, above 0
 * @param momentumDecay how fast the momentum grows from half of beta1 to beta1; 0 or more
 * @param weightDecay pull of weights towards 0, through the gradient; 0 or more
 */
@Id("nadam")
public record Nadam(@Default("0.002") double learningRate, @Default("0.9") double beta1,
        @Default("0.999") double beta2, @Default("1.0e-8") double epsilon, @Default("0.004") double momentumDecay,
        @Default("0") double weightDecay) implements Optimizer {
    private static final double LOG = StrictMath.log(0.96);
    /** A product of momenta below this is lost beside 1. */
    private static final double LOST = 0x1p-60;

    public Nadam {
        Checks.learningRate("Nadam", learningRate);
        Checks.share("Nadam", "beta1", beta1, "0.9");
        Checks.share("Nadam", "beta2", beta2, "0.999");
        Checks.positive("Nadam", "epsilon", epsilon, "1e-8");
        Checks.zeroOrMore("Nadam", "momentum decay", momentumDecay, "0.004");
        Checks.weightDecay("Nadam", weightDecay);
    }

    /** With the paper's values, without weight decay. */
    public static Nadam of(double learningRate) {
        return new Nadam(learningRate, 0.9, 0.999, 1e-8, 0.004, 0);
    }

    /** With other shares of the running mean and square that stay. */
    public Nadam betas(double beta1, double beta2) {
        return new Nadam(learningRate, beta1, beta2, epsilon, momentumDecay, weightDecay);
    }

    /** With another epsilon. */
    public Nadam epsilon(double least) {
        return new Nadam(learningRate, beta1, beta2, least, momentumDecay, weightDecay);
    }

    /** With a momentum that grows faster or slower. */
    public Nadam momentumDecay(double speed) {
        return new Nadam(learningRate, beta1, beta2, epsilon, speed, weightDecay);
    }

    /** With another weight decay. */
    public Nadam weightDecay(double pull) {
        return new Nadam(learningRate, beta1, beta2, epsilon, momentumDecay, pull);
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
        double now = momentum(update.step());
        double next = momentum(update.step() + 1);
        double product = product(update.step());
        float ofMean = (float) (update.learningRate() * next / (1 - product * next));
        float ofGradient = (float) (update.learningRate() * (1 - now) / (1 - product));
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
            w[i] -= (ofMean * mean + ofGradient * gradient) / ((float) Math.sqrt(square) * root + least);
        }
    }

    private double momentum(long step) {
        return beta1 * (1 - 0.5 * StrictMath.exp(LOG * step * momentumDecay));
    }

    /** µ₁ · … · µₜ, as far as it is seen beside 1: for a beta1 of 0.9, the first few hundred factors. */
    private double product(long step) {
        double factor = StrictMath.exp(LOG * momentumDecay);
        double power = 1;
        double product = 1;
        for (long i = 1; i <= step && product > LOST; i++) {
            power *= factor;
            product *= beta1 * (1 - 0.5 * power);
        }
        return product;
    }
}
