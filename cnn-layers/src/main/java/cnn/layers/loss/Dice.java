package cnn.layers.loss;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.train.ScoredBatch;

/**
 * One minus how far predicted and true labels overlap (the F1 of one example, made smooth): the loss of one example is
 * 1 − (2 · Σⱼ pⱼ · tⱼ + smoothing) / (Σⱼ pⱼ + Σⱼ tⱼ + smoothing), with p the sigmoid of the scores and t the targets in
 * [0, 1]. Scores and targets are (labels). Labels that are rare in all images count as much as others, for what is rightly
 * left out does not count.
 *
 * <p>Milletari, Navab and Ahmadi, "V-Net: fully convolutional neural networks for volumetric medical image segmentation",
 * 3DV 2016, section 3, with sums in place of sums of squares below the line, as Sudre and others have it, "Generalised Dice
 * overlap as a deep learning loss function for highly unbalanced segmentations", DLMIA 2017.
 *
 * @param smoothing what makes an image without labels a whole match where none is predicted, from 10⁻⁶ to 10⁶
 */
@Id("dice")
public record Dice(@Default("1") double smoothing) implements LabelLoss {
    public Dice {
        Checks.inRange("Dice smoothing", smoothing, 1e-6, 1e6, "Give for example 1.");
    }

    /** With a smoothing of 1. */
    public static Dice of() {
        return new Dice(1);
    }

    /** With another smoothing. */
    public Dice smoothing(double more) {
        return new Dice(more);
    }

    @Override
    public void check(Shape scores, Shape targets) {
        Checks.scoreForEachLabel("dice", scores, targets);
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
        float[] scores = batch.scores();
        float[] targets = batch.targets();
        float[] gradient = batch.gradient();
        int end = row + batch.width();
        double overlap = smoothing;
        double all = smoothing;
        for (int i = row; i < end; i++) {
            double p = Exponentials.sigmoid(scores[i], gradient[i]);
            overlap += 2 * p * targets[i];
            all += p + targets[i];
        }
        double share = overlap / all;
        for (int i = row; i < end; i++) {
            double slope = Exponentials.sigmoid(scores[i], gradient[i]) * Exponentials.rest(scores[i], gradient[i]);
            gradient[i] = (float) ((share - 2 * targets[i]) / all * slope / batch.batch());
        }
        return 1 - share;
    }
}
