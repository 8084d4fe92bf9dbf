package cnn.core.tune;

import cnn.core.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches over functions that are known, without any training. */
final class Searched {
    private Searched() {
    }

    /** What a setting comes to after some epochs; NaN where it fails. */
    interface Function {
        double of(Map<String, ConfigNode> values, int epoch);
    }

    static double number(Map<String, ConfigNode> values, String path) {
        return Double.parseDouble(((ConfigNode.Scalar) values.get(path)).text());
    }

    /** All trials of a search, each trained as the strategy says. */
    static List<Trial> all(Strategy strategy, int wholeEpochs, boolean higher, Function function) {
        List<Trial> trials = new ArrayList<>();
        for (Optional<Strategy.Next> next = strategy.next(trials); next.isPresent(); next = strategy.next(trials)) {
            Strategy.Next step = next.get();
            List<Double> curve = new ArrayList<>();
            for (int epoch = 1; epoch <= step.epochs(); epoch++) {
                curve.add(function.of(step.values(), epoch));
            }
            double best = new Goal(higher).best(curve, curve.size());
            Trial.State state = Double.isNaN(best)
                    ? Trial.State.FAILED
                    : step.epochs() < wholeEpochs ? Trial.State.HALTED : Trial.State.COMPLETE;
            Trial trial = new Trial(step.number(), step.values(), state, best, curve.indexOf(best) + 1, curve, 0,
                    state == Trial.State.FAILED ? "none" : null);
            trials.removeIf(other -> other.number() == trial.number());
            trials.add(step.number() - 1, trial);
        }
        return trials;
    }
}
