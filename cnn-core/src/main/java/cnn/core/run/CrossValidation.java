package cnn.core.run;

import cnn.api.data.DataSource.Splits;
import cnn.api.train.TrainingListener.Reason;
import cnn.core.data.SplitData;
import cnn.core.engine.Engine;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Group;
import cnn.core.network.Network;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well a pipeline does on images that it never saw, measured on all images that there are: they are dealt out to
 * folds, and for each fold a network is trained on the others and tested on it. With groups, all images of one are in
 * one fold, so that each is judged by a network that has never met it.
 *
 * <p>All parts of the data are pooled first. The pipeline's share of validation images comes from the folds that are
 * learnt from, by group as well. One run on one thread; {@link #stop} may be called from any.
 */
public final class CrossValidation {
    /** The file in its folder that a caller's report goes to; an earlier one's is set aside with its folds. */
    public static final String REPORT = "cross-validation.json";

    private final int folds;
    private final @Nullable String by;
    private volatile boolean stopping;
    private volatile @Nullable TrainingRun current;

    /**
     * A cross-validation.
     *
     * @param folds how many, at least 2
     * @param by a regular expression that finds an image's group in its name; null for none
     */
    public CrossValidation(int folds, @Nullable String by) {
        if (folds < 2) {
            throw new IllegalArgumentException("Cross-validation was given " + Count.of(folds, "fold")
                    + ". Use at least 2, for example 5.");
        }
        this.folds = folds;
        this.by = by;
    }

    /** A cross-validation whose folds have the same share of every class, where images have one. */
    public static CrossValidation of(int folds) {
        return new CrossValidation(folds, null);
    }

    /** Keeps images together whose names have the same match. */
    public CrossValidation by(@Nullable String regex) {
        return new CrossValidation(folds, regex);
    }

    /**
     * What one fold brought.
     *
     * @param number of the fold, from 1
     * @param outcome what its training brought, with {@link Outcome#test} on the fold's images
     * @param groups how well it does on each of its groups, worst first; empty without groups
     */
    public record Fold(int number, Outcome outcome, List<Group> groups) {
        public Fold {
            groups = List.copyOf(groups);
            if (outcome.test() == null) {
                throw new IllegalArgumentException("Fold " + number + " has no test result. Train it to its end.");
            }
        }

        /** How good the fold's network is on the fold's images. */
        public Evaluation test() {
            return Objects.requireNonNull(outcome.test());
        }
    }

    /**
     * Opens the data, checks that a network can be trained on every fold, and trains once for each.
     *
     * @param folder where each fold's files go, in {@code fold-1} …, and the caller's {@link #REPORT}; this run's alone
     *            while it lasts; what an earlier one left there is moved to {@code earlier/<time>} unless it is gone on
     *            from; null for nowhere
     * @param resume whether to go on from what is in that folder: finished folds are only measured again
     * @param watcher told of each fold when it is done
     * @return the result; null where it was stopped before the last fold was done
     * @throws IllegalArgumentException where there are too few images or groups, or a fold leaves a batch that is too
     *             small for a layer; before any training
     * @throws IllegalStateException where another run has the folder
     */
    public @Nullable CrossValidationResult run(Cnn cnn, PipelineConfig config, RunOptions options,
            @Nullable Path folder, boolean resume, Consumer<Fold> watcher) {
        cnn.requireOpen();
        PipelineConfig whole = cnn.withOwnData(config);
        List<SplitData> splits = IntStream.rangeClosed(1, folds).mapToObj(number -> split(whole, number)).toList();
        try (Splits all = OpenedData.open(whole.data(), whole.preprocess(), options, whole.seed())) {
            List<Splits> parts = parts(cnn, whole, splits, all, options);
            if (stopping) {
                return null;
            }
            try (RunFolder files = folder == null ? null : RunFolder.ofFolds(folder, REPORT, options.notes())) {
                if (files != null) {
                    prepare(files, folder, resume);
                }
                List<Fold> done = new ArrayList<>();
                for (int number = 1; number <= folds && !stopping; number++) {
                    SplitData split = splits.get(number - 1);
                    Splits own = parts.get(number - 1);
                    try (TrainingRun run = cnn.prepare(whole.data(split), _ -> own, options)) {
                        Fold fold = train(run, cnn.engine(), number, split.by(), files, resume);
                        if (fold == null) {
                            return null;
                        }
                        done.add(fold);
                        watcher.accept(fold);
                    }
                }
                return done.size() < folds ? null : new CrossValidationResult(done);
            }
        }
    }

    private SplitData split(PipelineConfig whole, int number) {
        return SplitData.fold(whole.data(), number, folds)
                .by(by == null ? SplitData.grouping(whole.data()).orElse(null) : by)
                .validation(whole.train().validation());
    }

    /** The parts of every fold, of images that are opened once. What no fold could do without is asked of all of them. */
    private List<Splits> parts(Cnn cnn, PipelineConfig whole, List<SplitData> splits, Splits all, RunOptions options) {
        Splits lent = LentImages.of(all);
        List<Splits> parts = splits.stream().map(split -> OpenedData.open(split.data(_ -> lent), whole.preprocess(),
                options, whole.seed())).toList();
        Network network = cnn.network(whole, parts.getFirst().train().shape(), options);
        for (int number = 1; number <= folds; number++) {
            try {
                network.checkBatches(parts.get(number - 1).train().size(), whole.train().batch());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Fold " + number + " of " + folds + " cannot be trained: "
                        + e.getMessage(), e);
            }
        }
        return parts;
    }

    private void prepare(RunFolder files, Path folder, boolean resume) {
        if (!resume) {
            files.setAside();
        } else if (files.lastFold() > folds) {
            throw new IllegalArgumentException("'" + Echo.path(folder) + "' holds fold-" + files.lastFold()
                    + ", of a cross-validation with more folds than " + folds + ". Go on with as many folds as it was "
                    + "started with, or leave out --resume to start anew.");
        }
    }

    /** One fold; null where it was stopped. */
    private @Nullable Fold train(TrainingRun run, Engine engine, int number, @Nullable String grouping,
            @Nullable RunFolder files, boolean resume) {
        current = run;
        try {
            if (stopping) {
                return null;
            }
            Outcome outcome = files == null ? run.train() : run.train(() -> files.fold(number), resume);
            if (outcome.end().reason() == Reason.INTERRUPTED || outcome.test() == null) {
                return null;
            }
            return new Fold(number, outcome, grouping == null
                    ? List.of()
                    : Group.of(outcome.model(), run.data().test(), outcome.test(), engine, grouping));
        } finally {
            current = null;
            if (files != null && number == 1 && run.keptNothing()) {
                run.close();
                files.putBack();
            }
        }
    }

    /** Ends the fold under way after the step at hand, and the whole. From any thread. */
    public void stop() {
        stopping = true;
        TrainingRun run = current;
        if (run != null) {
            run.stop();
        }
    }
}
