package cnn.core.tune;

import cnn.api.Rng;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tree-structured Parzen estimator: after some settings at random, those so far are told apart into the good, which are the best 15 %,
 * and the others; each half gets a density, l and g, and of some points drawn from l the one is tried for which l / g, and with it
 * the improvement that is to be expected, is largest. Densities are those of {@link ParzenDensity}, over all dimensions at once.
 *
 * <p>Bergstra, Bardenet, Bengio and Kégl, "Algorithms for hyper-parameter optimization", NIPS 2011, section 4; kernels over all
 * dimensions as in Falkner, Klein and Hutter, "BOHB", ICML 2018.
 */
record ModelSearch(Space space, int trials, int epochs, long seed, Goal goal) implements Strategy {
    /** Trials at random before a model says anything. */
    private static final int STARTING = 10;
    private static final double GOOD = 0.15;
    private static final int MOST_GOOD = 25;
    private static final int CANDIDATES = 24;

    @Override
    public Optional<Next> next(List<Trial> before) {
        int number = before.size() + 1;
        if (number > trials) {
            return Optional.empty();
        }
        RandomSearch random = new RandomSearch(space, trials, epochs, seed);
        if (number <= STARTING || before.stream().allMatch(Trial::failed)) {
            return random.next(before);
        }
        List<double[]> ranked = before.stream().sorted(goal.bestFirst()).map(trial -> space.point(trial.values()))
                .toList();
        int good = (int) Math.min(MOST_GOOD, Math.ceil(GOOD * ranked.size()));
        ParzenDensity low = new ParzenDensity(space.dimensions(), ranked.subList(0, good));
        ParzenDensity high = new ParzenDensity(space.dimensions(), ranked.subList(good, ranked.size()));
        long key = Rng.key(seed, number);
        List<double[]> candidates = Stream.iterate(0, i -> i + 1).limit(CANDIDATES)
                .map(i -> space.point(space.setting(low.draw(new Rng(Rng.key(key, i))))))
                .sorted(Comparator.comparingDouble(point -> high.logarithm(point) - low.logarithm(point))).toList();
        return space.untried(before, attempt -> attempt < CANDIDATES
                ? candidates.get(attempt)
                : space.draw(new Rng(Rng.key(key, attempt)))).map(values -> new Next(number, values, epochs));
    }
}
