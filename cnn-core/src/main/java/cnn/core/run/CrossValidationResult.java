package cnn.core.run;

import cnn.core.evaluate.ConfusionMatrix;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Group;
import cnn.core.run.CrossValidation.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

    /** The figures of all images, whatever the network answers with. */
    public Evaluation pooled() {
        return Evaluation.pooled(folds.stream().map(Fold::test).toList());
    }

    /** What was taken for what, over all images; for classes. */
    public ConfusionMatrix confusion() {
        return pooled().confusion();
    }

    /** Share of all images that were taken for what they are, in [0, 1]; for classes. */
    public double accuracy() {
        return confusion().accuracy();
    }

    /** Mean of the folds' accuracies, each counted once; for classes. */
    public double mean() {
        return mean(Evaluation::accuracy);
    }

    /** Standard deviation of the folds' accuracies, as of a sample (n − 1); NaN for a single fold; for classes. */
    public double deviation() {
        return deviation(Evaluation::accuracy);
    }

    /** Mean of a figure of the folds, each counted once. */
    public double mean(ToDoubleFunction<Evaluation> figure) {
        return folds.stream().map(Fold::test).mapToDouble(figure).average().orElseThrow();
    }

    /** Standard deviation of a figure of the folds, as of a sample (n − 1); NaN for a single fold. */
    public double deviation(ToDoubleFunction<Evaluation> figure) {
        double mean = mean(figure);
        double squares = folds.stream().map(Fold::test).mapToDouble(figure).map(one -> Math.pow(one - mean, 2)).sum();
        return Math.sqrt(squares / (folds.size() - 1));
    }

    /** How well networks do on each group, worst first; empty without groups. */
    public List<Group> groups() {
        List<Group> all = new ArrayList<>();
        folds.forEach(fold -> all.addAll(fold.groups()));
        return Group.worstFirst(all);
    }
}
