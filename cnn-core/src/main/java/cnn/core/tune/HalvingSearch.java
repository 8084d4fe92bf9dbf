package cnn.core.tune;

import cnn.core.config.ConfigNode;
import cnn.core.pipeline.TuneConfig.Halving;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Many settings at random for few epochs; the best of each round go on for more, from where they stopped. With n trials, f as factor
 * and R epochs in all, round k of 0 … K has ⌊n / f^k⌋ trials, at least one, that come to ⌊R / f^(K − k)⌋ epochs, where K is the largest
 * number for which the first round has {@code first} epochs or more.
 *
 * <p>Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016; epochs of the
 * rounds as in a bracket of Li and others, "Hyperband", Journal of Machine Learning Research 18, 2018.
 */
record HalvingSearch(Space space, int trials, int epochs, long seed, Goal goal, Halving halving) implements Strategy {
    /**
     * A round.
     *
     * @param trials that take part
     * @param epochs that they have at its end
     */
    record Round(int trials, int epochs) {
    }

    /** All rounds, of which the last has all epochs. */
    List<Round> rounds() {
        List<Integer> budgets = new ArrayList<>(List.of(epochs));
        while (budgets.getLast() / halving.factor() >= halving.first()) {
            budgets.add(budgets.getLast() / halving.factor());
        }
        List<Round> rounds = new ArrayList<>();
        int left = trials;
        for (int budget : budgets.reversed()) {
            rounds.add(new Round(Math.max(1, left), budget));
            left /= halving.factor();
        }
        return rounds;
    }

    @Override
    public Optional<Next> next(List<Trial> before) {
        List<Round> rounds = rounds();
        List<Integer> members = new ArrayList<>();
        for (int k = 0; k < rounds.size(); k++) {
            Round round = rounds.get(k);
            if (k > 0) {
                members = before.stream().filter(trial -> !trial.failed()).filter(taking(members))
                        .sorted(goal.bestFirst()).limit(round.trials).map(Trial::number).sorted().toList();
            } else {
                for (int number = 1; number <= round.trials; number++) {
                    members.add(number);
                }
            }
            for (int number : members) {
                Optional<Trial> begun = before.stream().filter(trial -> trial.number() == number).findFirst();
                if (begun.isEmpty()) {
                    Optional<Map<String, ConfigNode>> setting = new RandomSearch(space, trials, epochs, seed)
                            .setting(before, number);
                    if (setting.isPresent()) {
                        return Optional.of(new Next(number, setting.get(), round.epochs));
                    }
                } else if (begun.get().state() == Trial.State.HALTED && begun.get().epochs() < round.epochs) {
                    return Optional.of(new Next(number, begun.get().values(), round.epochs));
                }
            }
        }
        return Optional.empty();
    }

    private static Predicate<Trial> taking(List<Integer> members) {
        return trial -> members.contains(trial.number());
    }
}
