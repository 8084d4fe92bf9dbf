package cnn.core.tune;

import cnn.api.Rng;
import cnn.core.config.ConfigNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings at random, none twice.
 *
 * <p>Bergstra and Bengio, "Random search for hyper-parameter optimization", Journal of Machine Learning Research 13, 2012.
 */
record RandomSearch(Space space, int trials, int epochs, long seed) implements Strategy {
    @Override
    public Optional<Next> next(List<Trial> before) {
        int number = before.size() + 1;
        return number > trials
                ? Optional.empty()
                : setting(before, number).map(values -> new Next(number, values, epochs));
    }

    /** The setting of a trial; empty where all have been tried. */
    Optional<Map<String, ConfigNode>> setting(List<Trial> before, int number) {
        return space.untried(before, attempt -> space.draw(new Rng(Rng.key(Rng.key(seed, number), attempt))));
    }
}
