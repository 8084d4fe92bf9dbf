package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of scores that are logarithms of probabilities already: the loss of one example is −Σⱼ wⱼ · tⱼ · sⱼ, with t
 * the targets and w the weights of the classes, all 1 unless given. Scores and targets are (classes); targets are one-hot,
 * or shares of several classes. For networks that end in {@code log-softmax}, such as come from elsewhere: other scores could
 * grow without end. {@link SoftmaxCrossEntropy} on the scores before gives the same. Predictions are the softmax of the
 * scores, which for logarithms of probabilities gives these.
 *
 * <p>ONNX's NegativeLogLikelihoodLoss and PyTorch's NLLLoss are the same with reduction {@code sum} and {@code none}; their
 * {@code mean} divides by the sum of the weights of the batch's right classes.
 *
 * @param classWeights a number above 0 for each class, in the order of the classes; empty for 1 each
 */
@Id("negative-log-likelihood")
public record NegativeLogLikelihood(@Default("[]") List<Double> classWeights) implements ClassLoss {
    public NegativeLogLikelihood {
        classWeights = List.copyOf(classWeights);
        Checks.classWeights("NegativeLogLikelihood", classWeights);
    }

    /** Every class counting the same. */
    public static NegativeLogLikelihood of() {
        return new NegativeLogLikelihood(List.of());
    }

    /** With other weights, one for each class in the order of the classes. */
    public NegativeLogLikelihood classWeights(double... weights) {
        return new NegativeLogLikelihood(Arrays.stream(weights).boxed().toList());
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.scoreForEachClass("negative-log-likelihood", scores, targets);
        Checks.weightForEachClass("negative-log-likelihood", classWeights, targets);
    }

    @Override
    public double apply(ScoredBatch batch) {
        int width = batch.width();
        double loss = 0;
        for (int i = 0; i < batch.batch() * width; i++) {
            float target = batch.targets()[i];
            double weight = target == 0 ? 0 : (classWeights.isEmpty() ? 1 : classWeights.get(i % width)) * target;
            loss -= weight == 0 ? 0 : weight * batch.scores()[i];
            batch.gradient()[i] = (float) (-weight / batch.batch());
        }
        return loss;
    }
}
