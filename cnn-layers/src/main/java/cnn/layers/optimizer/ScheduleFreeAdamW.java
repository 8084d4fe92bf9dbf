package cnn.layers.optimizer;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;

/**
 * AdamW that needs no schedule: the model is an average x of where the steps lead, z, and gradients are taken in between, at
 * y, which are the weights that train. With rate r = rate · min(1, t / warmupSteps), share c = rₜ² / Σ r² over the steps so far,
 * gradient g at y and running square v, at step t:
 *
 * <pre>
 * v ← beta2 · v + (1 − beta2) · g²
 * d ← g / (√(v / (1 − beta2ᵗ)) + epsilon) + weightDecay · y   (decay of weights only)
 * z ← z − r · d
 * x ← (1 − c) · x + c · z
 * y ← (1 − beta1) · z + beta1 · x
 * </pre>
 *
 * <p>All three begin as the first weights. After every epoch x is measured and kept as the model, with running means and
 * variances found anew for it. Leave the schedule {@code constant}: the average does what a falling rate would, at any step.
 *
 * <p>Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, "The road less scheduled", NeurIPS 2024, algorithm 1, and its
 * implementation.
 *
 * @param learningRate step length, above 0; from one to ten times AdamW's
 * @param beta1 share of x in y, in (0, 1)
 * @param beta2 share of the running square that stays, in [0, 1)
 * @param epsilon keeps the division from exploding, above 0
 * @param weightDecay pull of weights towards 0, beside the gradient; 0 or more
 * @param warmupSteps steps in which the rate rises in a line, 0 or more
 */
@Id("schedule-free-adamw")
public record ScheduleFreeAdamW(@Default("0.0025") double learningRate, @Default("0.9") double beta1,
        @Default("0.999") double beta2, @Default("1.0e-8") double epsilon, @Default("0") double weightDecay,
        @Default("0") int warmupSteps) implements Optimizer {
    public ScheduleFreeAdamW {
        Checks.learningRate("ScheduleFreeAdamW", learningRate);
        Checks.share("ScheduleFreeAdamW", "beta1", beta1, "0.9");
        Checks.positive("ScheduleFreeAdamW", "beta1", beta1, "0.9");
        Checks.share("ScheduleFreeAdamW", "beta2", beta2, "0.999");
        Checks.positive("ScheduleFreeAdamW", "epsilon", epsilon, "1e-8");
        Checks.weightDecay("ScheduleFreeAdamW", weightDecay);
        if (warmupSteps < 0) {
            throw new IllegalArgumentException("ScheduleFreeAdamW warms up for " + warmupSteps
                    + " steps. Give 0 for no warm-up, or for example 500.");
        }
    }

    /** With the paper's values, without weight decay or warm-up. */
    public static ScheduleFreeAdamW of(double learningRate) {
        return new ScheduleFreeAdamW(learningRate, 0.9, 0.999, 1e-8, 0, 0);
    }

    /** With another share of the average in the weights that train, and of the running square that stays. */
    public ScheduleFreeAdamW betas(double beta1, double beta2) {
        return new ScheduleFreeAdamW(learningRate, beta1, beta2, epsilon, weightDecay, warmupSteps);
    }

    /** With another epsilon. */
    public ScheduleFreeAdamW epsilon(double least) {
        return new ScheduleFreeAdamW(learningRate, beta1, beta2, least, weightDecay, warmupSteps);
    }

    /** With another weight decay. */
    public ScheduleFreeAdamW weightDecay(double pull) {
        return new ScheduleFreeAdamW(learningRate, beta1, beta2, epsilon, pull, warmupSteps);
    }

    /** With a rate that rises in so many steps. */
    public ScheduleFreeAdamW warmupSteps(int steps) {
        return new ScheduleFreeAdamW(learningRate, beta1, beta2, epsilon, weightDecay, steps);
    }

    /** Where the steps lead, and the running square. */
    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void update(Update update) {
        float[] y = update.values();
        float[] g = update.gradient();
        float[] z = update.slot(0);
        float[] v = update.slot(1);
        if (update.step() == 1) {
            System.arraycopy(y, update.from(), z, update.from(), update.to() - update.from());
        }
        double warm = warmth(update.step());
        double share = warm * warm / warmths(update.step());
        double step = update.learningRate() * warm;
        float root = (float) (1 / StrictMath.sqrt(RunningMean.weight(beta2, update.step())));
        float decay = (float) (weightDecay * update.decay());
        float towards = (float) share;
        float rate = (float) step;
        float own = (float) (step * (1 - beta1 * (1 - share)));
        float b2 = (float) beta2;
        float a2 = (float) (1 - beta2);
        float least = (float) epsilon;
        for (int i = update.from(); i < update.to(); i++) {
            float square = b2 * v[i] + a2 * (g[i] * g[i]);
            v[i] = square;
            float d = g[i] / ((float) Math.sqrt(square) * root + least) + decay * y[i];
            // x is not kept: y's own way follows from those of x and z
            y[i] += towards * (z[i] - y[i]) - own * d;
            z[i] -= rate * d;
        }
    }

    private double warmth(long step) {
        return step < warmupSteps ? (double) step / warmupSteps : 1;
    }

    /** Σ of squares of the warmth of all steps so far. */
    private double warmths(long step) {
        double risen = Math.min(step, warmupSteps);
        double rising = warmupSteps == 0
                ? 0
                : risen * (risen + 1) * (2 * risen + 1) / 6 / ((double) warmupSteps * warmupSteps);
        return rising + Math.max(0, step - warmupSteps);
    }

    @Override
    public boolean averages() {
        return true;
    }

    /** x = (y − (1 − beta1) · z) / beta1. */
    @Override
    public void predicting(Update update, float[] to) {
        float[] y = update.values();
        float[] z = update.slot(0);
        float beyond = (float) (1 / beta1 - 1);
        for (int i = update.from(); i < update.to(); i++) {
            to[i] = y[i] + beyond * (y[i] - z[i]);
        }
    }
}
