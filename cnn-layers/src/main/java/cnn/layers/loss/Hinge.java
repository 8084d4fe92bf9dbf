package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.ScoredBatch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the right class's score to exceed every other by a margin: the loss of one example with right class y is
 *
 * <pre>
 * Σⱼ max(0, margin − s_y + sⱼ) / n   over its n classes, j ≠ y;   each term squared where {@code squared} is
 * </pre>
 *
 * and for targets that are shares of several classes the sum over these, each times its share. Scores and targets are
 * (classes); the scores are the predictions, and no probabilities. PyTorch's MultiMarginLoss.
 *
 * <p>Weston and Watkins, "Support vector machines for multi-class pattern recognition", ESANN 1999.
 *
 * @param margin by how much the right score is to exceed the others, from 10⁻⁶ to 10⁶
 * @param squared whether what is lacking counts squared
 */
@Id("hinge")
public record Hinge(@Default("1") double margin, @Default("false") boolean squared) implements Loss {
    public Hinge {
        Checks.inRange("Hinge margin", margin, 1e-6, 1e6, "Give for example 1.");
    }

    /** With a margin of 1, not squared. */
    public static Hinge of() {
        return new Hinge(1, false);
    }

    /** With another margin. */
    public Hinge margin(double distance) {
        return new Hinge(distance, squared);
    }

    /** Whether what is lacking counts squared. */
    public Hinge squared(boolean square) {
        return new Hinge(margin, square);
    }

    @Override
    public @Nullable Layer activation() {
        return null;
    }

    @Override
    public Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.CLASS, Target.Kind.SOFT_LABEL);
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.scoreForEachClass("hinge", scores, targets);
    }

    @Override
    public double apply(ScoredBatch batch) {
        int width = batch.width();
        double loss = 0;
        for (int row = 0; row < batch.batch() * width; row += width) {
            for (int i = row; i < row + width; i++) {
                batch.gradient()[i] = 0;
            }
            double lacking = 0;
            for (int right = row; right < row + width; right++) {
                float share = batch.targets()[right];
                lacking += share == 0 ? 0 : share * compare(batch, row, right, share);
            }
            loss += lacking / width;
        }
        return loss;
    }

    /** What one class's score lacks beside the others, and its part of the gradient. */
    private double compare(ScoredBatch batch, int row, int right, double share) {
        float[] scores = batch.scores();
        float[] gradient = batch.gradient();
        double factor = share / ((double) batch.width() * batch.batch());
        double sum = 0;
        double pull = 0;
        for (int j = row; j < row + batch.width(); j++) {
            double lack = j == right ? 0 : margin - scores[right] + scores[j];
            if (!(lack <= 0)) {
                double slope = squared ? 2 * lack : 1;
                sum += squared ? lack * lack : lack;
                gradient[j] += (float) (factor * slope);
                pull += slope;
            }
        }
        gradient[right] -= (float) (factor * pull);
        return sum;
    }
}
