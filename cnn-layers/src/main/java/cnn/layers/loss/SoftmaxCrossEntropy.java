package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.ScoredBatch;
import cnn.layers.activation.Softmax;

/**
 * Surprise at the right class: the loss of one example is −Σⱼ tⱼ · ln pⱼ, with p the softmax of the scores and t the
 * targets. Scores and targets are (classes); targets are one-hot, or shares of several classes. The maximum is
 * subtracted first, so that any finite scores are safe.
 *
 * <p>Label smoothing replaces t by (1 − labelSmoothing) · t + labelSmoothing / classes: Szegedy and others, "Rethinking
 * the Inception architecture for computer vision", CVPR 2016, section 7.
 *
 * @param labelSmoothing share of the target that is spread over all classes, in [0, 1)
 */
@Id("softmax-cross-entropy")
public record SoftmaxCrossEntropy(@Default("0") double labelSmoothing) implements Loss {
    public SoftmaxCrossEntropy {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("SoftmaxCrossEntropy label smoothing is " + labelSmoothing
                    + " but must be in [0, 1). Give 0 for none, or for example 0.1.");
        }
    }

    /** Without label smoothing. */
    public static SoftmaxCrossEntropy of() {
        return new SoftmaxCrossEntropy(0);
    }

    /** With another share of label smoothing. */
    public SoftmaxCrossEntropy labelSmoothing(double share) {
        return new SoftmaxCrossEntropy(share);
    }

    @Override
    public Layer activation() {
        return new Softmax();
    }

    @Override
    public void check(Shape scores, Shape targets) {
        if (scores.rank() != 1) {
            throw new IllegalArgumentException("The loss softmax-cross-entropy takes one score for each class, a shape "
                    + "such as " + targets + ", but the network ends in " + scores
                    + ". Put flatten and dense layers at its end.");
        }
        if (!scores.equals(targets)) {
            throw new IllegalArgumentException("The network ends in " + scores.size() + " scores but the data has "
                    + targets.size() + " classes. Give the last dense layer " + targets.size() + " units.");
        }
        if (scores.size() < 2) {
            throw new IllegalArgumentException("The loss softmax-cross-entropy needs at least 2 classes to tell apart "
                    + "but the data has 1. Add a second class, or use the loss mean-squared-error.");
        }
    }

    @Override
    public double apply(ScoredBatch batch) {
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
        double loss = 0;
        for (int row = 0; row < total; row += width) {
            loss += example(batch, row, width);
        }
        return loss;
    }

    /** The loss of one example, whose exponentials stand in the gradient and are turned into it. */
    private double example(ScoredBatch batch, int row, int width) {
        float[] scores = batch.scores();
        float[] targets = batch.targets();
        float[] gradient = batch.gradient();
        double exponentials = 0;
        for (int i = row; i < row + width; i++) {
            exponentials += gradient[i];
        }
        double everyone = labelSmoothing / width;
        double logarithm = maximum(scores, row, width) + StrictMath.log(exponentials);
        double loss = 0;
        double share = 0;
        for (int i = row; i < row + width; i++) {
            double target = (1 - labelSmoothing) * targets[i] + everyone;
            loss += target == 0 ? 0 : target * (logarithm - scores[i]);
            share += target;
        }
        double probability = share / exponentials;
        for (int i = row; i < row + width; i++) {
            double target = (1 - labelSmoothing) * targets[i] + everyone;
            gradient[i] = (float) ((gradient[i] * probability - target) / batch.batch());
        }
        return loss;
    }

    private static float maximum(float[] values, int from, int count) {
        float maximum = values[from];
        for (int i = from + 1; i < from + count; i++) {
            maximum = Math.max(maximum, values[i]);
        }
        return maximum;
    }
}
