package cnn.core.train;

import cnn.api.kernel.Kernels;
import cnn.api.train.Loss;
import cnn.api.train.ScoredBatch;
import cnn.core.registry.Fault;

/** What losses and metrics see of the batch at hand. One object, reused for every batch. */
final class Scored implements ScoredBatch {
    private final int width;
    private final float[] scores;
    private final float[] gradient;
    private final Kernels kernels;
    private int batch;
    private float[] targets = new float[0];

    Scored(int width, float[] scores, float[] gradient, Kernels kernels) {
        this.width = width;
        this.scores = scores;
        this.gradient = gradient;
        this.kernels = kernels;
    }

    Scored with(int newBatch, float[] newTargets) {
        batch = newBatch;
        targets = newTargets;
        return this;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public float[] scores() {
        return scores;
    }

    @Override
    public float[] targets() {
        return targets;
    }

    @Override
    public float[] gradient() {
        return gradient;
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }

    /** The sum of the examples' losses. What a loss throws is told with its name. */
    double loss(Loss loss) {
        try {
            return loss.apply(this);
        } catch (Throwable thrown) {
            throw Fault.of(null, loss, "apply", thrown);
        }
    }

    /** Examples whose highest score, the first of equal ones, is at their class; none with a score that is NaN. */
    int correct() {
        int correct = 0;
        for (int i = 0; i < batch; i++) {
            int best = 0;
            boolean numbers = true;
            for (int c = 0; c < width; c++) {
                float score = scores[i * width + c];
                best = score > scores[i * width + best] ? c : best;
                numbers &= !Float.isNaN(score);
            }
            correct += numbers && targets[i * width + best] == 1 ? 1 : 0;
        }
        return correct;
    }
}
