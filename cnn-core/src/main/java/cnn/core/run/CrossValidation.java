package cnn.core.run;

import cnn.api.train.TrainingListener.Reason;
import cnn.core.data.CheckedData;
import cnn.core.data.SplitData;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.GroupAccuracy;
import cnn.core.pipeline.PipelineConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
            throw new IllegalArgumentException("Cross-validation was given " + folds
                    + " folds. Use at least 2, for example 5.");
        }
        this.folds = folds;
        this.by = by;
    }

    /** A cross-validation whose folds have the same share of every class. */
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
     * @param groups accuracy of each of its groups, worst first; empty without groups
     */
    public record Fold(int number, Outcome outcome, List<GroupAccuracy> groups) {
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
     * Trains once for each fold.
     *
     * @param folder where each fold's files go, in {@code fold-1} …; null for nowhere
     * @param resume whether to go on from what is in that folder: finished folds are only measured again
     * @param watcher told of each fold when it is done
     * @return the result; null where it was stopped before the last fold was done
     */
    public @Nullable CrossValidationResult run(Cnn cnn, PipelineConfig config, RunOptions options,
            @Nullable Path folder, boolean resume, Consumer<Fold> watcher) {
        PipelineConfig whole = cnn.withOwnData(config);
        List<Fold> done = new ArrayList<>();
        for (int number = 1; number <= folds && !stopping; number++) {
            SplitData split = SplitData.fold(whole.data(), number, folds)
                    .by(by == null ? SplitData.grouping(whole.data()).orElse(null) : by)
                    .validation(config.train().validation());
            try (TrainingRun run = cnn.prepareAsIs(whole.data(split), options)) {
                current = run;
                CheckedData.requireClasses(run.data().train(), "A cross-validation");
                if (stopping) {
                    return null;
                }
                Outcome outcome = folder == null ? run.train() : run.train(folder.resolve("fold-" + number), resume);
                if (outcome.end().reason() == Reason.INTERRUPTED || outcome.test() == null) {
                    return null;
                }
                Fold fold = new Fold(number, outcome, split.by() == null
                        ? List.of()
                        : GroupAccuracy.of(run.data().test(), outcome.test().answers(), split.by()));
                done.add(fold);
                watcher.accept(fold);
            } finally {
                current = null;
            }
        }
        return done.size() < folds ? null : new CrossValidationResult(done);
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
