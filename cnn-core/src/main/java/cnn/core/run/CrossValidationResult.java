package cnn.core.run;

import cnn.core.evaluate.ConfusionMatrix;
import cnn.core.evaluate.GroupAccuracy;
import cnn.core.run.CrossValidation.Fold;
import java.util.ArrayList;
import java.util.List;

/**
 * What all folds brought. Every image counts once, judged by the network that did not see it.
 *
 * @param folds in order
 */
public record CrossValidationResult(List<Fold> folds) {
    public CrossValidationResult {
        folds = List.copyOf(folds);
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("A cross-validation of no folds has no result. Give at least one fold.");
        }
    }

    /** What was taken for what, over all images. */
    public ConfusionMatrix confusion() {
        int[][] sum = folds.getFirst().test().confusion().counts();
        for (Fold fold : folds.subList(1, folds.size())) {
            int[][] counts = fold.test().confusion().counts();
            for (int row = 0; row < sum.length; row++) {
                for (int column = 0; column < sum.length; column++) {
                    sum[row][column] += counts[row][column];
                }
            }
        }
        return new ConfusionMatrix(folds.getFirst().test().classes(), sum);
    }

    /** Share of all images that were taken for what they are, in [0, 1]. */
    public double accuracy() {
        return confusion().accuracy();
    }

    /** Mean of the folds' accuracies, each counted once. */
    public double mean() {
        return folds.stream().mapToDouble(fold -> fold.test().accuracy()).average().orElseThrow();
    }

    /** Standard deviation of the folds' accuracies, as of a sample (n − 1); NaN for a single fold. */
    public double deviation() {
        double mean = mean();
        double squares = folds.stream().mapToDouble(fold -> Math.pow(fold.test().accuracy() - mean, 2)).sum();
        return Math.sqrt(squares / (folds.size() - 1));
    }

    /** Accuracy of each group, worst first; empty without groups. */
    public List<GroupAccuracy> groups() {
        List<GroupAccuracy> all = new ArrayList<>();
        folds.forEach(fold -> all.addAll(fold.groups()));
        return GroupAccuracy.worstFirst(all);
    }
}
