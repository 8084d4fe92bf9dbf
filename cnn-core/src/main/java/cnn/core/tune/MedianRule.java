package cnn.core.tune;

import cnn.core.pipeline.TuneConfig.Pruning;
import java.util.List;

/**
 * When a trial is given up: {@link Pruning}.
 *
 * @param pruning from when on, and how many to compare with
 * @param goal what is better
 */
record MedianRule(Pruning pruning, Goal goal) {
    /** Whether a trial that has come to this is given up. */
    boolean givesUp(List<Double> curve, List<Trial> before) {
        int epochs = curve.size();
        if (epochs < pruning.after()) {
            return false;
        }
        List<Double> others = before.stream()
                .filter(trial -> trial.state() == Trial.State.COMPLETE && trial.epochs() >= epochs)
                .map(trial -> goal.best(trial.curve(), epochs)).filter(value -> !value.isNaN()).sorted().toList();
        if (others.size() < pruning.trials()) {
            return false;
        }
        double median = (others.get((others.size() - 1) / 2) + others.get(others.size() / 2)) / 2;
        return goal.isBetter(median, goal.best(curve, epochs));
    }
}
