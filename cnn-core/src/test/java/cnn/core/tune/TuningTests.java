package cnn.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.core.config.ConfigNode;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Range;
import cnn.core.pipeline.TrainConfig;
import cnn.core.pipeline.TuneConfig;
import cnn.core.pipeline.TuneConfig.Halving;
import cnn.core.pipeline.TuneConfig.Pruning;
import cnn.core.pipeline.TuneConfig.Search;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.train.Bars;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTests {
    private static final String RATE = "train.optimizer.sgd.learning-rate";
    private static final DataSource BARS = _ -> new DataSource.Splits(new Bars(64, 1), new Bars(32, 2), null);

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    static PipelineConfig pipeline(int epochs, TuneConfig tune) {
        return PipelineConfig.of("bars", BARS, List.of(Entry.of(Conv2d.of(2, 3)), Entry.of(new Flatten()),
                Entry.of(Dense.of(2))),
                TrainConfig.of(epochs, 16, Sgd.of(0.01), new ConstantRate(),
                        SoftmaxCrossEntropy.of(), new Accuracy()))
                .tune(tune);
    }

    private TuningResult run(PipelineConfig config, Path into, boolean anew, TrainingListener... listeners) {
        try (Cnn cnn = Cnn.create()) {
            RunOptions options = RunOptions.of().notes(notes::add);
            for (TrainingListener listener : listeners) {
                options = options.listener(listener);
            }
            return new Tuning(config).run(cnn, options, into, anew, Set.of("tune.csv"), new TuningListener() {
                @Override
                public void began(int number, Map<String, ConfigNode> values, int epochs) {
                    told.add("began " + number + " for " + epochs);
                }

                @Override
                public void ended(Trial trial) {
                    told.add("ended " + trial.number() + " " + trial.state());
                }
            });
        }
    }

    private TuningResult run(PipelineConfig config) {
        return run(config, folder, false);
    }

    private static TuneConfig rates(int trials) {
        return TuneConfig.of(trials).range(RATE, Range.log(0.001, 0.3)).range("train.batch", Range.choice("8", "16"));
    }

    /** Without times, which differ. */
    static List<Trial> plain(List<Trial> trials) {
        return trials.stream().map(trial -> new Trial(trial.number(), trial.values(), trial.state(), trial.value(),
                trial.bestEpoch(), trial.curve(), 0, trial.problem())).toList();
    }

    @Test
    void findsTheSameEveryTimeOnAnyThreads() {
        TuningResult one = run(pipeline(2, rates(4)));
        TuningResult other;
        try (Cnn cnn = Cnn.builder().threads(3).build()) {
            other = new Tuning(pipeline(2, rates(4))).run(cnn, RunOptions.of().notes(notes::add),
                    folder.resolve("other"), false, Set.of(), new TuningListener() {
                    });
        }
        assertThat(one.complete()).isTrue();
        assertThat(one.trials()).hasSize(4).extracting(Trial::state).containsOnly(Trial.State.COMPLETE);
        assertThat(plain(other.trials())).isEqualTo(plain(one.trials()));
        assertThat(one.metric()).isEqualTo("loss");
        double best = one.trials().stream().mapToDouble(Trial::value).min().orElseThrow();
        assertThat(one.best().orElseThrow().value()).isEqualTo(best);
    }

    @Test
    void theBestPipelineTrainsToWhatTheSearchFound() {
        TuningResult result = run(pipeline(2, rates(3)));
        Trial best = result.best().orElseThrow();
        PipelineConfig found = result.pipeline().orElseThrow();
        assertThat(found.tune()).isNull();
        assertThat(found.train().batch()).isEqualTo(Integer.parseInt(best.text("train.batch")));
        assertThat(found.train().optimizer().learningRate()).isEqualTo(Double.parseDouble(best.text(RATE)));
        try (Cnn cnn = Cnn.create(); var run = cnn.prepare(found, RunOptions.of().notes(notes::add))) {
            var history = run.train().history().epochs();
            assertThat(history.get(best.bestEpoch() - 1).validation().loss()).isEqualTo(best.value());
        }
    }

    @Test
    void aFinishedSearchOnlyTellsItsResultAgain() {
        TuningResult first = run(pipeline(2, rates(3)));
        told.clear();
        assertThat(run(pipeline(2, rates(3))).trials()).isEqualTo(first.trials());
        assertThat(told).isEmpty();
    }

    @Test
    void moreTrialsGoOnWhereFewerEnded() {
        TuningResult few = run(pipeline(2, rates(2)));
        told.clear();
        TuningResult more = run(pipeline(2, rates(4)));
        assertThat(more.trials().subList(0, 2)).isEqualTo(few.trials());
        assertThat(told).containsExactly("began 3 for 2", "ended 3 COMPLETE", "began 4 for 2", "ended 4 COMPLETE");
    }

    @Test
    void anotherSearchIsRefusedWithWhatDiffers() {
        run(pipeline(2, rates(2)));
        assertThatThrownBy(() -> run(pipeline(3, rates(2).range("train.batch", Range.choice("8", "32")))))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("'" + folder.resolve("tune.json")
                        + "' is of another search: train.epochs was 2, now 3; tune.ranges.train.batch.choice[1] was 16, "
                        + "now 32. Go on with what it was begun with, of which only tune.trials may grow, choose another "
                        + "folder, or start anew with --anew.");
        assertThatThrownBy(() -> run(pipeline(2, rates(1)))).hasMessageContaining("tune.trials was 2, now 1");
        assertThatThrownBy(() -> run(pipeline(2, rates(2).search(Search.MODEL)))).hasMessageContaining(
                "tune.search was random, now model");
    }

    @Test
    void oneThatBeginsAnewSetsTheEarlierOneAside() throws IOException {
        run(pipeline(2, rates(2)));
        Files.writeString(folder.resolve("tune.csv"), "");
        Files.writeString(folder.resolve("mine.txt"), "");
        run(pipeline(3, rates(1)), folder, true);
        try (Stream<Path> there = Files.list(folder)) {
            assertThat(there.map(path -> path.getFileName().toString()).sorted()).containsExactly(".lock", "earlier",
                    "mine.txt", "trial-1", "tune.json");
        }
        try (Stream<Path> earlier = Files.list(folder.resolve("earlier")).flatMap(TuningTests::list)) {
            assertThat(earlier.map(path -> path.getFileName().toString()).sorted()).containsExactly("trial-1",
                    "trial-2", "tune.csv", "tune.json");
        }
        assertThat(notes).anyMatch(note -> note.startsWith("The trials of an earlier search are now in '"));
    }

    private static Stream<Path> list(Path folder) {
        try {
            return Files.list(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void trialsWithoutALedgerAreNotTakenForThisSearchs() throws IOException {
        run(pipeline(2, rates(1)));
        Files.delete(folder.resolve("tune.json"));
        assertThatThrownBy(() -> run(pipeline(2, rates(1))))
                .hasMessage("'" + folder + "' holds trial-1 and no tune.json "
                        + "that would tell what it is. Put the ledger back, or start anew with --anew.");
        Files.writeString(folder.resolve("tune.json"), "{\"format\": \"cnn-tuning 1\"");
        assertThatThrownBy(() -> run(pipeline(2, rates(1)))).hasMessageStartingWith("'" + folder.resolve("tune.json")
                + "' is no ledger of a search, or is damaged: ").hasMessageEndingWith(
                        "Put back what was there, or start anew with --anew.");
        Files.writeString(folder.resolve("tune.json"), "{\"format\": \"cnn-tuning 7\", \"metric\": \"loss\", "
                + "\"higher-is-better\": false, \"pipeline\": {}, \"trials\": []}");
        assertThatThrownBy(() -> run(pipeline(2, rates(1)))).hasMessage("'" + folder.resolve("tune.json")
                + "' has the format 'cnn-tuning 7', and this version knows 'cnn-tuning 1'. Go on with the version that "
                + "wrote it, or start anew with --anew.");
    }

    @Test
    void aSecondSearchIsRefusedWhileTheFirstLasts() {
        try (Cnn cnn = Cnn.create()) {
            new Tuning(pipeline(2, rates(1))).run(cnn, RunOptions.of(), folder, false, Set.of(), new TuningListener() {
                @Override
                public void began(int number, Map<String, ConfigNode> values, int epochs) {
                    assertThatThrownBy(() -> run(pipeline(2, rates(1)))).isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("is in use by another training");
                    told.add("looked");
                }
            });
        }
        assertThat(told).containsExactly("looked");
    }

    @Test
    void roundsGoOnFromTheirCheckpoints() {
        TuneConfig halving = rates(4).halving(Halving.of().factor(2));
        TuningResult result = run(pipeline(4, halving));
        assertThat(told).filteredOn(line -> line.startsWith("began")).hasSize(4 + 2 + 1)
                .startsWith("began 1 for 1", "began 2 for 1", "began 3 for 1", "began 4 for 1");
        assertThat(result.trials()).extracting(Trial::epochs).containsExactlyInAnyOrder(1, 1, 2, 4);
        Trial winner = result.best().orElseThrow();
        assertThat(winner.epochs()).isEqualTo(4);
        // the winner is, to the last bit, what a run without rounds would have been
        try (Cnn cnn = Cnn.create();
                var run = cnn.prepare(result.pipeline().orElseThrow(), RunOptions.of().notes(notes::add))) {
            assertThat(run.train().history().epochs().stream().map(epoch -> epoch.validation().loss()).toList())
                    .isEqualTo(winner.curve());
        }
        assertThatThrownBy(() -> run(pipeline(4, halving.trials(8)))).hasMessageContaining(
                "tune.trials was 4, now 8. Go on with what it was begun with, choose another folder");
    }

    @Test
    void whatIsWorseThanTheMedianIsGivenUp() {
        TuningResult result = run(pipeline(3, TuneConfig.of(10).range(RATE, Range.log(1e-5, 0.1)).prune(Pruning.of())));
        assertThat(result.trials()).filteredOn(trial -> trial.state() == Trial.State.HALTED).isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.epochs()).isLessThan(3));
        assertThat(result.trials().subList(0, 4)).extracting(Trial::state).containsOnly(Trial.State.COMPLETE);
    }

    @Test
    void aTrialThatDivergesOrDoesNotFitIsRecorded() {
        TuningResult result = run(pipeline(2, TuneConfig.of(8).range(RATE, Range.choice("0.01", "1e30"))
                .range("network[0].conv2d.kernel", Range.choice("3", "9")).seed(4)));
        assertThat(result.complete()).isTrue();
        assertThat(result.trials()).hasSize(4); // all that there are
        assertThat(result.trials()).filteredOn(trial -> trial.text("network[0].conv2d.kernel").equals("9"))
                .hasSize(2).allSatisfy(trial -> assertThat(trial.problem()).contains("Layer 'conv2d-1'",
                        "a 9×9 kernel does not fit a 8×8 image"));
        assertThat(result.trials()).filteredOn(trial -> trial.text(RATE).equals("1e30")
                && trial.text("network[0].conv2d.kernel").equals("3")).singleElement()
                .satisfies(trial -> assertThat(trial.problem()).contains("became").contains("smaller learning rate"));
        assertThat(result.best().orElseThrow().text(RATE)).isEqualTo("0.01");
        assertThat(result.ranked()).extracting(Trial::state).startsWith(Trial.State.COMPLETE)
                .endsWith(Trial.State.FAILED);
        assertThat(result.toCsv()).startsWith("trial,state,loss,best_epoch,epochs,seconds,"
                + "train.optimizer.sgd.learning-rate,network[0].conv2d.kernel,problem\n").contains(",failed,,0,0,");
    }

    @Test
    void whatNoValueMendsEndsTheSearchAtOnce() {
        PipelineConfig config = pipeline(2, rates(30));
        assertThatThrownBy(() -> run(PipelineConfig.of("bars", BARS, List.of(Entry.of(Conv2d.of(2, 9)),
                Entry.of(new Flatten()), Entry.of(Dense.of(2))), config.train()).tune(config.tune())))
                .hasMessageStartingWith("None of the first 20 settings can be trained, so that another value would "
                        + "hardly mend it. The first says: Layer 'conv2d-1'");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> run(pipeline(2, rates(3).range("train.optimizer.sgd.momentun", Range.uniform(0, 1)))))
                .hasMessageStartingWith("tune.ranges: train.optimizer.sgd.momentun: unknown key 'momentun'. Did you "
                        + "mean 'momentum'?");
        assertThatThrownBy(() -> run(pipeline(2, rates(3).range("train.batch", Range.choice("x", "y")))))
                .hasMessage("tune.ranges: train.batch: expected a whole number but was given \"x\".");
        assertThatThrownBy(() -> run(pipeline(2, rates(3).range("network[7].conv2d.filters", Range.integer(1, 2)))))
                .hasMessage("tune.ranges: network: there is no item 7. The list has items [0] to [2].");
    }

    @Test
    void trialsThatAllFailForOneReasonEndTheSearch() {
        TrainingListener broken = new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                throw new IllegalStateException("no room");
            }
        };
        assertThatThrownBy(() -> run(pipeline(2, rates(9)), folder, false, broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The first 3 trials failed for the same reason, which another value would "
                        + "hardly mend: The listener ")
                .hasMessageEndingWith(" Mend it, and start anew with --anew.");
    }

    @Test
    void refusesWhatItCannotJudgeBy() {
        assertThatThrownBy(() -> run(pipeline(2, rates(2))
                .data(_ -> new DataSource.Splits(new Bars(64, 1), null, new Bars(32, 2))))).hasMessage(
                        "A search judges its trials on validation images, and the pipeline 'bars' has none: by the "
                                + "training images those would win that learn by heart, and test images that choose are "
                                + "none any more. Hold some back with train.validation, for example 0.1.");
        assertThatThrownBy(() -> run(pipeline(2, rates(2).metric("f1")))).hasMessage("tune.metric: Training cannot be "
                + "monitored by 'f1', which is no metric of it. Use loss, accuracy, or add 'f1' to the metrics.");
        assertThatThrownBy(() -> new Tuning(pipeline(2, rates(1)).tune(null))).hasMessage("The pipeline 'bars' has no "
                + "ranges to search. Give it a section such as tune: {trials: 20, ranges: {train.batch: {choice: "
                + "[32, 64]}}}.");
        assertThatThrownBy(() -> run(pipeline(2, TuneConfig.of(2))))
                .hasMessage("The search has no ranges, so that there "
                        + "is nothing to search. Give tune.ranges at least one, for example train.batch: {choice: [32, 64, "
                        + "128]}.");
        for (String path : List.of("seed", "name", "data.folder.path", "train.epochs", "train.validation",
                "train.monitor", "tune.trials")) {
            assertThatThrownBy(() -> run(pipeline(2, rates(2).range(path, Range.integer(1, 2))))).hasMessageMatching("'"
                    + path + "' cannot be searched: .+\\. Leave it out of tune\\.ranges\\.");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theMetricChoosesTheEpochToo() {
        TuningResult result = run(pipeline(3, rates(3).metric("accuracy")));
        assertThat(result.higherIsBetter()).isTrue();
        Trial best = result.best().orElseThrow();
        assertThat(best.value()).isEqualTo(best.curve().stream().mapToDouble(Double::doubleValue).max().orElseThrow())
                .isEqualTo(result.trials().stream().mapToDouble(Trial::value).max().orElseThrow());
        assertThat(result.pipeline().orElseThrow().train().monitor()).isEqualTo("accuracy");
    }

    /** Where the images themselves depend on a range, each trial opens its own. */
    @Test
    void imagesMayBePreparedInManyWays() {
        TuningResult result = run(pipeline(2, TuneConfig.of(2).range("preprocess.normalize",
                Range.choice("none", "dataset"))));
        assertThat(result.trials()).hasSize(2).extracting(Trial::state).containsOnly(Trial.State.COMPLETE);
        assertThat(result.trials().get(0).value()).isNotEqualTo(result.trials().get(1).value());
    }

    @Test
    void pathsAreCalledByAsManyKeysAsTellThemApart() {
        TuneConfig tune = TuneConfig.of(1).range(RATE, Range.log(0.01, 0.1)).range("network[0].conv2d.filters",
                Range.integer(1, 2)).range("network[2].dense.units", Range.integer(2, 3))
                .range("network[1].conv2d.filters", Range.integer(1, 2));
        TuningResult result = new TuningResult(pipeline(1, tune), "loss", false, List.of(), true,
                Optional.empty());
        assertThat(result.names()).containsExactly("learning-rate", "network[0].conv2d.filters", "units",
                "network[1].conv2d.filters");
    }

    @Test
    void oneThatIsStoppedGoesOnWithinTheEpoch() {
        TuningResult whole = run(pipeline(3, rates(3)), folder.resolve("whole"), false);
        Tuning[] running = {new Tuning(pipeline(3, rates(3)))};
        int[] steps = {0};
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                if (++steps[0] == 15) {
                    running[0].stop();
                }
            }
        };
        Path into = folder.resolve("stopped");
        try (Cnn cnn = Cnn.create()) {
            TuningResult part = running[0].run(cnn, RunOptions.of().notes(notes::add).listener(stopping), into, false,
                    Set.of(), new TuningListener() {
                    });
            assertThat(part.complete()).isFalse();
            assertThat(part.trials()).hasSizeLessThan(3);
        }
        assertThat(plain(run(pipeline(3, rates(3)), into, false).trials())).isEqualTo(plain(whole.trials()));
        assertThat(notes).anyMatch(note -> note.startsWith("Going on within an epoch: "));
    }
}
