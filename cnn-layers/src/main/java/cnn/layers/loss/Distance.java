package cnn.layers.loss;

import cnn.api.data.Target;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.ScoredBatch;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A loss of each score by itself, by how far it is from its target: that of one example is the mean over its scores, which are
 * the predictions. For targets of any kind.
 */
interface Distance extends Loss {
    /** What an error, score − target, costs. */
    double cost(double error);

    /** The derivative of {@link #cost}. */
    double slope(double error);

    @Override
    default @Nullable Layer activation() {
        return null;
    }

    @Override
    default Set<Target.Kind> targetKinds() {
        return EnumSet.allOf(Target.Kind.class);
    }

    @Override
    default double apply(ScoredBatch batch) {
        int width = batch.width();
        float[] scores = batch.scores();
        float[] targets = batch.targets();
        float[] gradient = batch.gradient();
        double factor = 1.0 / ((double) width * batch.batch());
        double loss = 0;
        for (int row = 0; row < batch.batch() * width; row += width) {
            double sum = 0;
            for (int i = row; i < row + width; i++) {
                double error = (double) scores[i] - targets[i];
                sum += cost(error);
                gradient[i] = (float) (factor * slope(error));
            }
            loss += sum / width;
        }
        return loss;
    }
}
