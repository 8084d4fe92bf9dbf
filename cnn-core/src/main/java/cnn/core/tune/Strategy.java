package cnn.core.tune;

import cnn.core.config.ConfigNode;
import cnn.core.pipeline.TuneConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a search does next. It keeps nothing: the answer follows from the trials so far, the ranges and the seed. */
sealed interface Strategy permits RandomSearch, HalvingSearch, ModelSearch {
    /**
     * A trial to begin, or to go on with.
     *
     * @param number the trial's
     * @param values its setting
     * @param epochs that it is to have then
     */
    record Next(int number, Map<String, ConfigNode> values, int epochs) {
    }

    /** What comes next; empty where the search is over. */
    Optional<Next> next(List<Trial> trials);

    /** The strategy that a pipeline asks for. */
    static Strategy of(TuneConfig tune, int epochs, long seed, Goal goal) {
        Space space = Space.of(tune.ranges());
        return switch (tune.search()) {
            case RANDOM -> new RandomSearch(space, tune.trials(), epochs, seed);
            case HALVING -> new HalvingSearch(space, tune.trials(), epochs, seed, goal,
                    tune.halving() == null ? TuneConfig.Halving.of() : tune.halving());
            case MODEL -> new ModelSearch(space, tune.trials(), epochs, seed, goal);
        };
    }
}
