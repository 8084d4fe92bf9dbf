package cnn.core.tune;

import cnn.api.ComponentException;
import cnn.api.data.DataSource.Splits;
import cnn.api.train.TrainingListener.Reason;
import cnn.core.config.ConfigNode;
import cnn.core.config.TreeDifference;
import cnn.core.image.Exhaustion;
import cnn.core.pipeline.Monitor;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TuneConfig;
import cnn.core.pipeline.TuneConfig.Search;
import cnn.core.run.Cnn;
import cnn.core.run.OpenedData;
import cnn.core.run.Outcome;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import cnn.core.text.Echo;
import cnn.core.train.DivergedException;
import cnn.core.tune.Strategy.Next;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Searches for better numbers of a pipeline, as its {@link PipelineConfig#tune} says: trains it again and again with values from
 * ranges, and judges them on the validation images, which are the same for all; test images are never looked at. Each trial is a
 * run in a folder of its own, with a checkpoint to go on from. A ledger has what was found, so that a search that was killed at any
 * instant goes on to the very result that it would have had.
 *
 * {@snippet :
 * PipelineConfig config = cnn.read(Path.of("pipeline.yaml"));
 * TuningResult result = new Tuning(config).run(cnn, RunOptions.of(), Path.of("runs/tuned"), false, Set.of(), new TuningListener() {
 * });
 * PipelineConfig best = result.pipeline().orElseThrow();
 * }
 *
 * <p>A setting that diverges, that a layer refuses, or for which memory is too small is a trial that failed; the search goes on. One
 * search on one thread; {@link #stop} may be called from any.
 */
public final class Tuning {
    /** The file in its folder that the search goes on from. */
    public static final String LEDGER = "tune.json";
    /** So many trials that fail for the same reason, before any does not, end the search. */
    private static final int STUCK = 3;

    private final PipelineConfig config;
    private final TuneConfig tune;
    private final Monitor monitor;
    private volatile boolean stopping;
    private volatile @Nullable TrainingRun current;

    /**
     * A search.
     *
     * @throws IllegalArgumentException where the pipeline has no ranges to search, or not the metric that they are judged by
     */
    public Tuning(PipelineConfig config) {
        TuneConfig wanted = config.tune();
        if (wanted == null) {
            throw new IllegalArgumentException("The pipeline '" + Echo.of(config.name()) + "' has no ranges to search. "
                    + "Give it a section such as tune: {trials: 20, ranges: {train.batch: {choice: [32, 64]}}}.");
        }
        tune = wanted;
        try {
            this.config = wanted.metric() == null ? config : config.train(config.train().monitor(wanted.metric()));
            monitor = Monitor.of(this.config.train(), config.outputs());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tune.metric: " + e.getMessage(), e);
        }
    }

    /** What ends, and is told, with one search. */
    private record Work(Cnn cnn, Template template, @Nullable OpenedData shared, RunOptions options,
            TuningFolder folder) {
    }

    /**
     * Searches, or goes on where it stopped.
     *
     * @param folder where the ledger and the trials go, in {@code trial-1} …; this search's alone while it lasts
     * @param anew whether to begin again: what is in the folder is moved to {@code earlier/<time>}; otherwise the search goes on
     *            from there
     * @param others names of files that the caller writes there, which are moved as well
     * @throws IllegalArgumentException where there are no validation images, a range names a key that does not exist or that takes
     *             none of its values, no setting can be trained, or the folder's search is another one
     * @throws IllegalStateException where another search has the folder, or the first trials all fail for one reason
     */
    public TuningResult run(Cnn cnn, RunOptions options, Path folder, boolean anew, Set<String> others,
            TuningListener watcher) {
        Template template = new Template(config, cnn.registry());
        Ranges.check(tune, template);
        long seed = tune.seed() == null ? config.seed() : tune.seed();
        RunOptions quiet = options.notes(once(options.notes()));
        try (OpenedData data = cnn.open(template.base(), quiet)) {
            if (data.validation() == null) {
                throw new IllegalArgumentException("A search judges its trials on validation images, and the pipeline '"
                        + Echo.of(config.name()) + "' has none: by the training images those would win that learn by "
                        + "heart, and test images that choose are none any more. Hold some back with train.validation, "
                        + "for example 0.1.");
            }
            boolean shares = tune.ranges().keySet().stream().noneMatch(path -> path.startsWith("preprocess"));
            if (shares) {
                Ranges.requireTrainable(tune, seed, template, made -> cnn.network(made, data.train().shape(), quiet),
                        data.train().size());
            }
            try (TuningFolder files = TuningFolder.take(folder, others, options.notes())) {
                Strategy strategy = Strategy.of(tune, config.train().epochs(), seed,
                        new Goal(monitor.higherIsBetter()));
                return search(new Work(cnn, template, shares ? data : null, quiet, files), strategy,
                        ledger(files, anew, cnn, template, options.notes()), watcher);
            }
        }
    }

    /** Many trials would say the same of the same images; how a run is gone on with is not how a search is. */
    private static Consumer<String> once(Consumer<String> notes) {
        Set<String> said = new HashSet<>();
        return note -> {
            if (!note.endsWith(" --resume.") && said.add(note)) {
                notes.accept(note);
            }
        };
    }

    private Ledger ledger(TuningFolder files, boolean anew, Cnn cnn, Template template,
            Consumer<String> notes) {
        if (anew) {
            files.setAside(notes);
        }
        ConfigNode whole = template.encode(config, true);
        Ledger fresh = new Ledger(Ledger.FORMAT, monitor.key(), monitor.higherIsBetter(), whole, List.of());
        if (!Files.exists(files.ledger())) {
            files.requireEmpty();
            fresh.write(files.ledger()); // before any trial is begun, so that there is none without
            return fresh;
        }
        Ledger then = Ledger.read(files.ledger(), cnn.registry());
        boolean mayGrow = tune.search() != Search.HALVING && then.trials().size() <= tune.trials();
        List<String> differences = new TreeDifference(then.pipeline(), whole, template.encode(config, false))
                .words(key -> mayGrow && key.equals("tune.trials") || key.startsWith("train.checkpoint"));
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("'" + Echo.path(files.ledger()) + "' is of another search: "
                    + String.join("; ", differences) + ". Go on with what it was begun with"
                    + (tune.search() == Search.HALVING ? "" : ", of which only tune.trials may grow")
                    + ", choose another folder, or start anew with --anew.");
        }
        return new Ledger(Ledger.FORMAT, monitor.key(), monitor.higherIsBetter(), whole, then.trials());
    }

    private TuningResult search(Work work, Strategy strategy, Ledger begun, TuningListener watcher) {
        Ledger ledger = begun;
        boolean complete = false;
        while (!stopping && !complete) {
            requireHope(ledger.trials());
            Optional<Next> next = strategy.next(ledger.trials());
            complete = next.isEmpty();
            if (!complete) {
                watcher.began(next.get().number(), next.get().values(), next.get().epochs());
                Trial trial = train(work, next.get(), ledger.trials());
                if (trial == null) {
                    break;
                }
                ledger = ledger.with(trial);
                ledger.write(work.folder.ledger());
                watcher.ended(trial);
            }
        }
        Goal goal = new Goal(monitor.higherIsBetter());
        return new TuningResult(config, monitor.key(), monitor.higherIsBetter(), ledger.trials(), complete,
                TuningResult.best(ledger.trials(), goal).map(best -> work.template.with(best.values())));
    }

    private static void requireHope(List<Trial> trials) {
        Set<String> problems = new HashSet<>();
        trials.forEach(trial -> problems.add(String.valueOf(trial.problem())));
        if (trials.size() >= STUCK && trials.stream().allMatch(Trial::failed) && problems.size() == 1) {
            throw new IllegalStateException("The first " + trials.size() + " trials failed for the same reason, which "
                    + "another value would hardly mend: " + problems.iterator().next()
                    + " Mend it, and start anew with --anew.");
        }
    }

    /** One trial, or the next round of one; null where the search was stopped. */
    private @Nullable Trial train(Work work, Next next, List<Trial> before) {
        PipelineConfig made;
        try {
            made = work.template.with(next.values());
        } catch (IllegalArgumentException e) {
            return failed(next, List.of(), 0, e.getMessage());
        }
        MedianRule rule = tune.prune() == null
                ? null
                : new MedianRule(tune.prune(), new Goal(monitor.higherIsBetter()));
        TrialWatch watch = new TrialWatch(monitor, next.epochs(), made.train().epochs(),
                curve -> rule != null && rule.givesUp(curve, before));
        try (OpenedData own = work.shared == null ? work.cnn.open(made, work.options) : null) {
            OpenedData data = own == null ? work.shared : own;
            try (TrainingRun run = work.cnn.prepare(made, new Splits(data.train(), data.validation(), null),
                    work.options.listener(watch))) {
                watch.watch(run::history);
                current = run;
                return stopping ? null : train(run, work.folder.trial(next.number()), next, watch);
            }
        } catch (IllegalArgumentException e) { // layers, losses and augmenters refuse with it
            return failed(next, List.of(), 0, e.getMessage());
        } catch (OutOfMemoryError e) {
            return failed(next, List.of(), 0, "There is not enough memory for it.");
        } finally {
            current = null;
        }
    }

    private @Nullable Trial train(TrainingRun run, Path folder, Next next, TrialWatch watch) {
        Outcome outcome;
        try {
            outcome = run.train(folder, Files.exists(folder.resolve("checkpoint.safetensors")));
        } catch (DivergedException | ComponentException e) {
            return failed(next, watch.curve(), seconds(run), e.getMessage());
        } catch (IllegalArgumentException e) {
            if (!watch.started()) {
                throw new IllegalStateException(e.getMessage(), e); // a checkpoint that does not belong to it
            }
            return failed(next, watch.curve(), seconds(run), e.getMessage());
        } catch (RuntimeException | Error e) {
            if (Exhaustion.in(e) instanceof OutOfMemoryError) {
                return failed(next, watch.curve(), seconds(run), "There is not enough memory for it.");
            }
            throw e;
        }
        boolean interrupted = outcome.end().reason() == Reason.INTERRUPTED;
        if (interrupted && !watch.halted()) {
            return null;
        }
        int best = outcome.end().bestEpoch();
        double value = best == 0 ? Double.NaN : watch.curve().get(best - 1);
        if (Double.isNaN(value)) {
            return failed(next, watch.curve(), seconds(run), "What is monitored was no number in any epoch.");
        }
        return new Trial(next.number(), next.values(), interrupted ? Trial.State.HALTED : Trial.State.COMPLETE, value,
                best, watch.curve(), seconds(run), null);
    }

    private static double seconds(TrainingRun run) {
        return run.history().epochs().stream().mapToDouble(epoch -> epoch.seconds()).sum();
    }

    private static Trial failed(Next next, List<Double> curve, double seconds, @Nullable String problem) {
        return new Trial(next.number(), next.values(), Trial.State.FAILED, Double.NaN, 0, curve, seconds,
                problem == null ? "It failed without a word." : problem);
    }

    /** Ends the trial under way after the step at hand, and the search. From any thread. */
    public void stop() {
        stopping = true;
        TrainingRun run = current;
        if (run != null) {
            run.stop();
        }
    }
}
