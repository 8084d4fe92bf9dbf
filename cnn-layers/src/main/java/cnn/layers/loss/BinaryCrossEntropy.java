package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;
import java.util.List;

/**
 * Surprise at each label on its own: the loss of one example is −Σⱼ (wⱼ · tⱼ · ln pⱼ + (1 − tⱼ) · ln(1 − pⱼ)) / n over its
 * n labels, with p the sigmoid of the scores, t the targets in [0, 1] and w the positive weights, all 1 unless given.
 * Scores and targets are (labels). An example may have any number of labels, none included.
 *
 * <p>Computed from scores, not from probabilities: −ln p = max(−s, 0) + ln(1 + e^−|s|), which is safe for any finite
 * score s. It is PyTorch's BCEWithLogitsLoss with {@code pos_weight}.
 *
 * @param positiveWeights a number above 0 for each label, in their order, by which examples that have it count more or
 *            less: for a rare label, the number of examples without it over that with it; empty for 1 each
 */
@Id("binary-cross-entropy")
public record BinaryCrossEntropy(@Default("[]") List<Double> positiveWeights) implements LabelLoss {
    public BinaryCrossEntropy {
        positiveWeights = List.copyOf(positiveWeights);
        Checks.weights("BinaryCrossEntropy", "positive", positiveWeights,
                "Give 1 for a label that counts as it is, more for a rare one.");
    }

    /** Every label counting the same, whether an example has it or not. */
    public static BinaryCrossEntropy of() {
        return new BinaryCrossEntropy(List.of());
    }

    /** With other weights for examples that have a label, one for each label in their order. */
    public BinaryCrossEntropy positiveWeights(double... weights) {
        return new BinaryCrossEntropy(Arrays.stream(weights).boxed().toList());
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.scoreForEachLabel("binary-cross-entropy", scores, targets);
        if (!positiveWeights.isEmpty() && positiveWeights.size() != targets.size()) {
            throw new IllegalArgumentException("The loss binary-cross-entropy has " + positiveWeights.size()
                    + " positive weights, " + positiveWeights + ", but the data has " + targets.size()
                    + " labels. Give one weight for each label, in their order, or leave positive-weights out.");
        }
    }

    @Override
    public double apply(ScoredBatch batch) {
        int width = batch.width();
        int total = batch.batch() * width;
        Exponentials.ofLabels(batch);
        double loss = 0;
        for (int row = 0; row < total; row += width) {
            loss += example(batch, row);
        }
        return loss;
    }

    /** The loss of one example; e^−|s| stands in the gradient and is turned into it. */
    private double example(ScoredBatch batch, int row) {
        int width = batch.width();
        float[] targets = batch.targets();
        float[] gradient = batch.gradient();
        double examples = (double) width * batch.batch();
        double loss = 0;
        for (int j = 0; j < width; j++) {
            int i = row + j;
            double score = batch.scores()[i];
            double small = gradient[i];
            double positive = weight(j) * targets[i];
            double negative = 1 - targets[i];
            double logarithm = StrictMath.log1p(small);
            loss += positive * (Math.max(-score, 0) + logarithm) + negative * (Math.max(score, 0) + logarithm);
            double probability = Exponentials.sigmoid(score, small);
            double rest = Exponentials.rest(score, small);
            gradient[i] = (float) ((negative * probability - positive * rest) / examples);
        }
        return loss / width;
    }

    /** 1, by which a double is multiplied exactly, where no weights are given. */
    private double weight(int index) {
        return positiveWeights.isEmpty() ? 1 : positiveWeights.get(index);
    }
}
