package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy that looks away from what is easy: the loss of one example is −Σⱼ wⱼ · tⱼ · (1 − pⱼ)^γ · ln pⱼ, with p the
 * softmax of the scores, t the targets, w the weights of the classes, all 1 unless given, and γ = gamma. Scores and
 * targets are (classes); targets are one-hot, or shares of several classes. With a gamma of 0 it is cross-entropy. The same
 * for several labels is {@link Asymmetric} with both gammas equal and no margin.
 *
 * <p>Lin, Goyal, Girshick, He and Dollár, "Focal loss for dense object detection", ICCV 2017, equation 5.
 *
 * @param gamma how much less a class counts that is known already, from 0 to 100
 * @param classWeights a number above 0 for each class, in the order of the classes; empty for 1 each
 */
@Id("focal")
public record Focal(@Default("2") double gamma, @Default("[]") List<Double> classWeights) implements ClassLoss {
    public Focal {
        Checks.inRange("Focal gamma", gamma, 0, 100, "Give 0 for plain cross-entropy, or for example 2.");
        classWeights = List.copyOf(classWeights);
        Checks.classWeights("Focal", classWeights);
    }

    /** With the paper's gamma of 2, every class counting the same. */
    public static Focal of() {
        return new Focal(2, List.of());
    }

    /** With another gamma. */
    public Focal gamma(double power) {
        return new Focal(power, classWeights);
    }

    /** With other weights, one for each class in the order of the classes. */
    public Focal classWeights(double... weights) {
        return new Focal(gamma, Arrays.stream(weights).boxed().toList());
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.scoreForEachClass("focal", scores, targets);
        Checks.weightForEachClass("focal", classWeights, targets);
    }

    @Override
    public double apply(ScoredBatch batch) {
        int width = batch.width();
        Exponentials.ofClasses(batch);
        double loss = 0;
        for (int row = 0; row < batch.batch() * width; row += width) {
            loss += example(batch, row, width);
        }
        return loss;
    }

    /**
     * The loss of one example, whose exponentials stand in the gradient and are turned into it. With aⱼ = pⱼ · ∂loss/∂pⱼ,
     * which is 0 where the target is, ∂loss/∂sⱼ = aⱼ − pⱼ · Σ a.
     */
    private double example(ScoredBatch batch, int row, int width) {
        float[] scores = batch.scores();
        float[] targets = batch.targets();
        float[] gradient = batch.gradient();
        double total = Exponentials.sum(gradient, row, width);
        double logarithm = Exponentials.maximum(scores, row, width) + StrictMath.log(total);
        double loss = 0;
        double slopes = 0;
        for (int i = row; i < row + width; i++) {
            double target = targets[i] == 0 ? 0 : weight(i - row) * targets[i];
            if (target != 0) {
                loss += target * easiness(total, gradient[i]) * (logarithm - scores[i]);
                slopes += target * slope(total, gradient[i], logarithm - scores[i]);
            }
        }
        for (int i = row; i < row + width; i++) {
            double own = targets[i] == 0
                    ? 0
                    : weight(i - row) * targets[i] * slope(total, gradient[i], logarithm - scores[i]);
            gradient[i] = (float) ((own - gradient[i] / total * slopes) / batch.batch());
        }
        return loss;
    }

    /** (1 − p)^γ. */
    private double easiness(double total, double exponential) {
        return Exponentials.power((total - exponential) / total, gamma);
    }

    /** −(γ · (1 − p)^(γ − 1) · p · −ln p + (1 − p)^γ), which is 0 at p = 1 where γ is not. */
    private double slope(double total, double exponential, double surprise) {
        double rest = (total - exponential) / total;
        if (rest == 0 || exponential == 0) {
            return rest == 0 && gamma > 0 ? 0 : -1;
        }
        return -(gamma * Exponentials.power(rest, gamma - 1) * exponential / total * surprise
                + Exponentials.power(rest, gamma));
    }

    /** 1, by which a double is multiplied exactly, where no weights are given. */
    private double weight(int index) {
        return classWeights.isEmpty() ? 1 : classWeights.get(index);
    }
}
