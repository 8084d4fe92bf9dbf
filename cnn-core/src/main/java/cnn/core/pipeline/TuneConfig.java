package cnn.core.pipeline;

import cnn.api.Default;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline's own numbers are searched for. Training passes it over; {@code cnn.core.tune} acts on it.
 *
 * {@snippet :
 * TuneConfig.of(20).search(Search.MODEL).range("train.batch", Range.choice("32", "64"))
 *         .range("train.optimizer.sgd.learning-rate", Range.log(0.001, 0.3));
 * }
 *
 * @param trials how many settings are tried, at least 1
 * @param ranges the values that keys may have, by path as {@code --set} writes them, at least one
 * @param search how the next setting is chosen
 * @param metric what makes a trial good, named as in {@link TrainConfig#monitor()}, measured on the validation images; null for
 *            what the pipeline monitors
 * @param seed where the search's chance comes from; null for the pipeline's own, with which every trial is trained
 * @param halving what each round keeps, for the search by halving; null for thirds, from 1 epoch
 * @param prune when a trial is given up before its last epoch; null for never
 */
public record TuneConfig(int trials, Map<String, Range> ranges, @Default("random") Search search,
        @Nullable String metric, @Nullable Long seed, @Nullable Halving halving, @Nullable Pruning prune) {
    private static final int MOST_TRIALS = 10_000;

    public TuneConfig {
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        if (trials < 1 || trials > MOST_TRIALS) {
            throw new IllegalArgumentException("A search has 1 to " + MOST_TRIALS + " trials but was given " + trials
                    + ". Use for example 20.");
        }
        if (halving != null && search != Search.HALVING) {
            throw new IllegalArgumentException("'halving' says how a search by halving goes, and this search is "
                    + search.name().toLowerCase(Locale.ROOT) + ". Set search to halving, or leave it out.");
        }
        if (prune != null && search == Search.HALVING) {
            throw new IllegalArgumentException(
                    "A search by halving gives trials up by itself, and 'prune' would give up "
                            + "others. Leave prune out, or search at random or by model.");
        }
    }

    /** How the next setting is chosen. */
    public enum Search {
        /** At random, independent of what came before: the base to compare with, hard to beat where there are many trials. */
        RANDOM,
        /** At random, and only the best go on after few epochs: many settings for the time of a few. */
        HALVING,
        /** Near those that did well and far from those that did not: for few trials that take long. */
        MODEL
    }

    /**
     * What a search by halving keeps.
     *
     * @param factor one of so many goes on, at least 2, with so many times the epochs
     * @param first epochs of the first round, at least 1
     */
    public record Halving(@Default("3") int factor, @Default("1") int first) {
        public Halving {
            if (factor < 2 || first < 1) {
                throw new IllegalArgumentException("Halving lets one of 2 or more go on after 1 epoch or more but was "
                        + "given factor " + factor + " and first " + first
                        + ". Use for example {factor: 3, first: 1}.");
            }
        }

        /** Thirds, from 1 epoch. */
        public static Halving of() {
            return new Halving(3, 1);
        }

        /** One of so many goes on. */
        public Halving factor(int newFactor) {
            return new Halving(newFactor, first);
        }

        /** The first round has so many epochs. */
        public Halving first(int epochs) {
            return new Halving(factor, epochs);
        }
    }

    /**
     * The median rule: a trial ends where its best value so far is worse than the median of what complete trials had come to by
     * the same epoch.
     *
     * <p>Golovin and others, "Google Vizier: a service for black-box optimization", KDD 2017, section 3.2.2.
     *
     * @param after epochs that every trial has, at least 1
     * @param trials complete trials that there must be to compare with, at least 1
     */
    public record Pruning(@Default("1") int after, @Default("4") int trials) {
        public Pruning {
            if (after < 1 || trials < 1) {
                throw new IllegalArgumentException(
                        "Pruning compares after 1 epoch or more with 1 trial or more but was "
                                + "given after " + after + " and trials " + trials
                                + ". Use for example {after: 1, trials: 4}.");
            }
        }

        /** After 1 epoch, with at least 4 complete trials. */
        public static Pruning of() {
            return new Pruning(1, 4);
        }

        /** Every trial has so many epochs. */
        public Pruning after(int epochs) {
            return new Pruning(epochs, trials);
        }

        /** So many complete trials first. */
        public Pruning trials(int complete) {
            return new Pruning(after, complete);
        }
    }

    /** So many trials at random. Ranges are to be added. */
    public static TuneConfig of(int trials) {
        return new TuneConfig(trials, Map.of(), Search.RANDOM, null, null, null, null);
    }

    /** One range more. */
    public TuneConfig range(String path, Range values) {
        Map<String, Range> more = new LinkedHashMap<>(ranges);
        more.put(path, values);
        return new TuneConfig(trials, more, search, metric, seed, halving, prune);
    }

    /** So many trials. */
    public TuneConfig trials(int newTrials) {
        return new TuneConfig(newTrials, ranges, search, metric, seed, halving, prune);
    }

    /** Chooses the next setting so. */
    public TuneConfig search(Search newSearch) {
        return new TuneConfig(trials, ranges, newSearch, metric, seed, halving, prune);
    }

    /** Judges trials by this metric. */
    public TuneConfig metric(String newMetric) {
        return new TuneConfig(trials, ranges, search, newMetric, seed, halving, prune);
    }

    /** Draws the search's chance from this seed. */
    public TuneConfig seed(long newSeed) {
        return new TuneConfig(trials, ranges, search, metric, newSeed, halving, prune);
    }

    /** Searches by halving, so. */
    public TuneConfig halving(Halving rounds) {
        return new TuneConfig(trials, ranges, Search.HALVING, metric, seed, rounds, prune);
    }

    /** Gives trials up before their last epoch. */
    public TuneConfig prune(Pruning rule) {
        return new TuneConfig(trials, ranges, search, metric, seed, halving, rule);
    }
}
