package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.train.ScoredBatch;

/**
 * Binary cross-entropy for images that lack most labels, in which labels that are there and labels that are not are
 * looked away from in their own way as they become easy. The loss of one example is
 *
 * <pre>
 * −Σⱼ (tⱼ · (1 − pⱼ)^γ₊ · ln pⱼ + (1 − tⱼ) · qⱼ^γ₋ · ln(1 − qⱼ)) / n,   q = max(p − margin, 0)
 * </pre>
 *
 * over its n labels, with p the sigmoid of the scores, t the targets in [0, 1], γ₊ = gammaPositive and γ₋ = gammaNegative.
 * Scores and targets are (labels). With both gammas and the margin 0 it is {@link BinaryCrossEntropy}; with equal gammas
 * and no margin the focal loss of Lin and others (ICCV 2017) for labels.
 *
 * <p>Ridnik and others, "Asymmetric loss for multi-label classification", ICCV 2021, equation 7.
 *
 * @param gammaPositive how much less a label counts that is there and known, from 0 to 100
 * @param gammaNegative how much less a label counts that is not there and not seen, from 0 to 100
 * @param margin up to which probability a label that is not there does not count at all, from 0 to 0.9
 */
@Id("asymmetric")
public record Asymmetric(@Default("0") double gammaPositive, @Default("4") double gammaNegative,
        @Default("0.05") double margin) implements LabelLoss {
    public Asymmetric {
        Checks.inRange("Asymmetric gamma-positive", gammaPositive, 0, 100,
                "Give 0 for all labels that are there alike.");
        Checks.inRange("Asymmetric gamma-negative", gammaNegative, 0, 100, "Give for example 4.");
        Checks.inRange("Asymmetric margin", margin, 0, 0.9, "Give 0 for none, or for example 0.05.");
    }

    /** With the paper's gammas of 0 and 4, and its margin of 0.05. */
    public static Asymmetric of() {
        return new Asymmetric(0, 4, 0.05);
    }

    /** With other gammas. */
    public Asymmetric gammas(double gammaPositive, double gammaNegative) {
        return new Asymmetric(gammaPositive, gammaNegative, margin);
    }

    /** With another margin. */
    public Asymmetric margin(double probability) {
        return new Asymmetric(gammaPositive, gammaNegative, probability);
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.scoreForEachLabel("asymmetric", scores, targets);
    }

    @Override
    public double apply(ScoredBatch batch) {
        int width = batch.width();
        Exponentials.ofLabels(batch);
        double loss = 0;
        for (int row = 0; row < batch.batch() * width; row += width) {
            loss += example(batch, row);
        }
        return loss;
    }

    /** The loss of one example; e^−|s| stands in the gradient and is turned into it. */
    private double example(ScoredBatch batch, int row) {
        int width = batch.width();
        float[] gradient = batch.gradient();
        double examples = (double) width * batch.batch();
        double loss = 0;
        for (int i = row; i < row + width; i++) {
            double score = batch.scores()[i];
            double target = batch.targets()[i];
            double small = gradient[i];
            double p = Exponentials.sigmoid(score, small);
            double rest = Exponentials.rest(score, small);
            double logarithm = StrictMath.log1p(small);
            double slope = 0;
            if (target != 0) {
                double surprise = Math.max(-score, 0) + logarithm; // −ln p
                double power = Exponentials.power(rest, gammaPositive);
                loss += target * power * surprise;
                slope -= target * power * (gammaPositive * p * surprise + rest);
            }
            double seen = p - margin;
            if (target != 1 && !(seen <= 0)) {
                double left = rest + margin; // 1 − q, and may be 0 where there is no margin
                double surprise = margin == 0 ? Math.max(score, 0) + logarithm : -StrictMath.log(left);
                double power = Exponentials.power(seen, gammaNegative);
                loss += (1 - target) * power * surprise;
                slope += (1 - target) * power * p
                        * (gammaNegative / seen * rest * surprise + (margin == 0 ? 1 : rest / left));
            }
            gradient[i] = (float) (slope / examples);
        }
        return loss / width;
    }
}
