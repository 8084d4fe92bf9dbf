package cnn.testkit;

import cnn.api.Rng;
import cnn.api.data.Target.Kind;
import cnn.api.kernel.Kernels;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;

/** Predictions beside targets of one kind, always the same. */
record MetricBatch(Kind kind, int batch, int width, float[] scores, float[] predictions,
        float[] targets) implements ScoredBatch {
    /** Predictions by chance. */
    static MetricBatch random(Kind kind, int batch, int width) {
        float[] predictions = new float[batch * width];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = 0.05f + 0.9f * Rng.uniform(8, i);
        }
        return of(kind, batch, width, predictions);
    }

    /** Predictions that are the targets, as nearly as a probability may be. */
    static MetricBatch right(Kind kind, int batch, int width) {
        float[] predictions = new float[batch * width];
        RandomTargets.fill(kind, predictions, batch, width);
        for (int i = 0; i < predictions.length && kind != Kind.NUMBERS; i++) {
            predictions[i] = 0.001f + 0.998f * predictions[i];
        }
        return of(kind, batch, width, predictions);
    }

    /** Predictions that are the opposite. */
    static MetricBatch wrong(Kind kind, int batch, int width) {
        float[] predictions = new float[batch * width];
        RandomTargets.fill(kind, predictions, batch, width);
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = kind == Kind.NUMBERS ? 3 - predictions[i] : 0.999f - 0.998f * predictions[i];
        }
        return of(kind, batch, width, predictions);
    }

    /** With scores that a loss of the kind would turn into these predictions. */
    private static MetricBatch of(Kind kind, int batch, int width, float[] predictions) {
        float[] scores = predictions.clone();
        for (int example = 0; example < batch && kind.isOfClasses(); example++) {
            float sum = 0;
            for (int i = example * width; i < (example + 1) * width; i++) {
                sum += predictions[i];
            }
            for (int i = example * width; i < (example + 1) * width; i++) {
                predictions[i] /= sum;
            }
        }
        for (int i = 0; i < scores.length; i++) {
            double p = predictions[i];
            scores[i] = switch (kind) {
                case CLASS, SOFT_LABEL -> (float) Math.log(p);
                case LABELS -> (float) Math.log(p / (1 - p));
                case NUMBERS -> (float) p;
            };
        }
        float[] targets = new float[batch * width];
        RandomTargets.fill(kind, targets, batch, width);
        return new MetricBatch(kind, batch, width, scores, predictions, targets);
    }

    /** Some of the examples. */
    MetricBatch part(int from, int to) {
        return new MetricBatch(kind, to - from, width, Arrays.copyOfRange(scores, from * width, to * width),
                Arrays.copyOfRange(predictions, from * width, to * width),
                Arrays.copyOfRange(targets, from * width, to * width));
    }

    @Override
    public float[] gradient() {
        throw new IllegalStateException("A metric has no gradient. Read predictions, scores and targets only.");
    }

    @Override
    public Kernels kernels() {
        return KernelSets.chosen();
    }
}
