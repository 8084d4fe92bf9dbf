package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;
import java.util.List;

/**
 * Surprise at the right class: the loss of one example is −Σⱼ wⱼ · tⱼ · ln pⱼ, with p the softmax of the scores, t the
 * targets and w the weights of the classes, all 1 unless given. Scores and targets are (classes); targets are one-hot, or shares of several classes. The maximum is
 * subtracted first, so that any finite scores are safe.
 *
 * <p>Label smoothing replaces t by (1 − labelSmoothing) · t + labelSmoothing / classes: Szegedy and others, "Rethinking
 * the Inception architecture for computer vision", CVPR 2016, section 7.
 *
 * <p>Class weights are for classes with unequal numbers of examples: n / (classes · n of the class) gives each class the
 * same say. A batch's loss is Σ over its examples of the above, divided by their number, so that it does not depend on
 * how the examples fall into batches. ONNX's SoftmaxCrossEntropyLoss and PyTorch's CrossEntropyLoss are the same with
 * reduction {@code sum} and {@code none}; their {@code mean} divides by the sum of the weights of the batch's right classes
 * instead, with which weights would have no effect on a batch of one example or one class.
 *
 * @param labelSmoothing share of the target that is spread over all classes, in [0, 1)
 * @param classWeights a number above 0 for each class, in the order of the classes; empty for 1 each
 */
@Id("softmax-cross-entropy")
public record SoftmaxCrossEntropy(@Default("0") double labelSmoothing,
        @Default("[]") List<Double> classWeights) implements ClassLoss {
    public SoftmaxCrossEntropy {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("SoftmaxCrossEntropy label smoothing is " + labelSmoothing
                    + " but must be in [0, 1). Give 0 for none, or for example 0.1.");
        }
        classWeights = List.copyOf(classWeights);
        Checks.classWeights("SoftmaxCrossEntropy", classWeights);
    }

    /** Without label smoothing, every class counting the same. */
    public static SoftmaxCrossEntropy of() {
        return new SoftmaxCrossEntropy(0, List.of());
    }

    /** With another share of label smoothing. */
    public SoftmaxCrossEntropy labelSmoothing(double share) {
        return new SoftmaxCrossEntropy(share, classWeights);
    }

    /** With other weights, one for each class in the order of the classes. */
    public SoftmaxCrossEntropy classWeights(double... weights) {
        return new SoftmaxCrossEntropy(labelSmoothing, Arrays.stream(weights).boxed().toList());
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.scoreForEachClass("softmax-cross-entropy", scores, targets);
        Checks.weightForEachClass("softmax-cross-entropy", classWeights, targets);
    }

    @Override
    public double apply(ScoredBatch batch) {
        int width = batch.width();
        int total = batch.batch() * width;
        Exponentials.ofClasses(batch);
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
        double exponentials = Exponentials.sum(gradient, row, width);
        double everyone = labelSmoothing / width;
        double logarithm = Exponentials.maximum(scores, row, width) + StrictMath.log(exponentials);
        double loss = 0;
        double share = 0;
        for (int i = row; i < row + width; i++) {
            double target = weight(i - row) * ((1 - labelSmoothing) * targets[i] + everyone);
            loss += target == 0 ? 0 : target * (logarithm - scores[i]);
            share += target;
        }
        double probability = share / exponentials;
        for (int i = row; i < row + width; i++) {
            double target = weight(i - row) * ((1 - labelSmoothing) * targets[i] + everyone);
            gradient[i] = (float) ((gradient[i] * probability - target) / batch.batch());
        }
        return loss;
    }

    /** 1, by which a double is multiplied exactly, where no weights are given. */
    private double weight(int index) {
        return classWeights.isEmpty() ? 1 : classWeights.get(index);
    }
}
