package cnn.layers.loss;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.ScoredBatch;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mean absolute distance: the loss of one example is Σⱼ |sⱼ − tⱼ| / n over its n scores; its derivative is 0 where a score
 * is right. Scores and targets have the same shape, whatever it is; the scores are the predictions. Outliers pull less than
 * with {@link MeanSquaredError}. For targets of numbers (regression), and for any others.
 */
@Id("mean-absolute-error")
public record MeanAbsoluteError() implements Loss {
    @Override
    public @Nullable Layer activation() {
        return null;
    }

    @Override
    public Set<Target.Kind> targetKinds() {
        return EnumSet.allOf(Target.Kind.class);
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.sameShape("mean-absolute-error", scores, targets);
    }

    @Override
    public double apply(ScoredBatch batch) {
        int width = batch.width();
        float[] scores = batch.scores();
        float[] targets = batch.targets();
        float[] gradient = batch.gradient();
        double factor = 1.0 / ((double) width * batch.batch());
        double loss = 0;
        for (int row = 0; row < batch.batch() * width; row += width) {
            double distances = 0;
            for (int i = row; i < row + width; i++) {
                double error = (double) scores[i] - targets[i];
                distances += Math.abs(error);
                gradient[i] = (float) (factor * Math.signum(error));
            }
            loss += distances / width;
        }
        return loss;
    }
}
