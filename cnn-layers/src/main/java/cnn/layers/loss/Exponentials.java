package cnn.layers.loss;

import cnn.api.train.ScoredBatch;

/** Exponentials of scores that no score can make overflow, written where the gradient will stand. */
final class Exponentials {
    private Exponentials() {
    }

    /** e^(s − the example's greatest) for every score: softmax's numerators. */
    static void ofClasses(ScoredBatch batch) {
        int width = batch.width();
        int total = batch.batch() * width;
        float[] scores = batch.scores();
        float[] gradient = batch.gradient();
        for (int row = 0; row < total; row += width) {
            float maximum = maximum(scores, row, width);
            for (int i = row; i < row + width; i++) {
                gradient[i] = scores[i] - maximum;
            }
        }
        batch.kernels().functions().exp(gradient, 0, gradient, 0, total);
    }

    /** e^−|s| for every score, from which {@link #sigmoid} and {@link #rest} follow. */
    static void ofLabels(ScoredBatch batch) {
        int total = batch.batch() * batch.width();
        float[] scores = batch.scores();
        float[] gradient = batch.gradient();
        for (int i = 0; i < total; i++) {
            gradient[i] = -Math.abs(scores[i]);
        }
        batch.kernels().functions().exp(gradient, 0, gradient, 0, total);
    }

    /**
     * σ(s).
     *
     * @param small e^−|s|
     */
    static double sigmoid(double score, double small) {
        return (score < 0 ? small : 1) / (1 + small);
    }

    /** 1 − σ(s), without cancelling. */
    static double rest(double score, double small) {
        return (score < 0 ? 1 : small) / (1 + small);
    }

    /** base ^ exponent for a base of 0 or more; StrictMath's allocates an array on most calls. */
    static double power(double base, double exponent) {
        return exponent == 0 ? 1 : StrictMath.exp(exponent * StrictMath.log(base));
    }

    /** The greatest of some numbers. */
    static float maximum(float[] values, int from, int count) {
        float maximum = values[from];
        for (int i = from + 1; i < from + count; i++) {
            maximum = Math.max(maximum, values[i]);
        }
        return maximum;
    }

    /** Σ values[i], in double. */
    static double sum(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }
}
