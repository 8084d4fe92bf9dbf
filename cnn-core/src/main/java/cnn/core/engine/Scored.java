package cnn.core.engine;

import cnn.api.kernel.Kernels;
import cnn.api.train.Loss;
import cnn.api.train.ScoredBatch;
import cnn.core.registry.Fault;
import org.jspecify.annotations.Nullable;

/** What a loss and its metrics see of the batch at hand. One object, reused for every batch; belongs to one thread. */
public final class Scored implements ScoredBatch {
    private final Loss loss;
    private final int width;
    private final Engine engine;
    private final float[] scores;
    private final float[] gradient;
    private int batch;
    private float[] targets = new float[0];
    private boolean isPredicted;
    private float[] predicted = new float[0];
    /** Made when a metric asks for the first time: most look at scores alone. */
    private @Nullable Predictions predictions;

    /** Batches whose scores a network leaves in an array, and whose gradient it takes from another. */
    public Scored(Loss loss, int width, Engine engine, float[] scores, float[] gradient) {
        this.loss = loss;
        this.width = width;
        this.engine = engine;
        this.scores = scores;
        this.gradient = gradient;
    }

    /** The batch at hand: so many examples, whose scores are there, and their targets. */
    public Scored with(int newBatch, float[] newTargets) {
        batch = newBatch;
        targets = newTargets;
        isPredicted = false;
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
    public float[] predictions() {
        if (predictions == null) {
            predictions = new Predictions(loss, width, engine, scores);
        }
        if (!isPredicted) {
            predicted = predictions.of(batch);
            isPredicted = true;
        }
        return predicted;
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
        return engine.kernels();
    }

    /** The sum of the examples' losses. What the loss throws is told with its name. */
    public double loss() {
        try {
            return loss.apply(this);
        } catch (Throwable thrown) {
            throw Fault.of(null, loss, "apply", thrown);
        }
    }

    /**
     * Examples whose highest score, the first of equal ones, is at their class: the first one with the highest target.
     * None with a score that is NaN.
     */
    public int correct() {
        int correct = 0;
        for (int i = 0; i < batch; i++) {
            int best = 0;
            int right = 0;
            boolean numbers = true;
            for (int c = 0; c < width; c++) {
                float score = scores[i * width + c];
                best = score > scores[i * width + best] ? c : best;
                right = targets[i * width + c] > targets[i * width + right] ? c : right;
                numbers &= !Float.isNaN(score);
            }
            correct += numbers && best == right ? 1 : 0;
        }
        return correct;
    }
}
