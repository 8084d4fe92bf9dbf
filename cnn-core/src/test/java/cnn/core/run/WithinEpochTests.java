package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.data.ImageBatch;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.core.pipeline.Interval;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Registry;
import cnn.core.train.Bars;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.metric.TopK;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.WarmupCosine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on from within an epoch to the very bits of one that nobody interrupted. */
class WithinEpochTests {
    private static final Registry REGISTRY = Registry.load();
    private static final int STEPS = 7;

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    private record Images() implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(new Bars(100, 1), new Bars(30, 2), new Bars(20, 3));
        }
    }

    /** Draws from the generator it is given. */
    @Id("jitter")
    record Jitter() implements Augmenter {
        @Override
        public void augment(Image source, Image target, Rng random) {
            for (int i = 0; i < source.pixels().length; i++) {
                target.pixels()[i] = source.pixels()[i] + random.nextFloat(-0.05f, 0.05f);
            }
        }
    }

    /** Mixes each example with the next in a share of its own. */
    @Id("blend")
    record Blend() implements BatchAugmenter {
        @Override
        public void augment(ImageBatch batch, Rng random) {
            for (int example = 0; example + 1 < batch.size(); example++) {
                float share = random.nextFloat();
                blend(batch.images(), example * batch.shape().size(), batch.shape().size(), share);
                blend(batch.targets(), example * batch.targetSize(), batch.targetSize(), share);
            }
        }

        private static void blend(float[] values, int at, int size, float share) {
            for (int i = at; i < at + size; i++) {
                values[i] = share * values[i] + (1 - share) * values[i + size];
            }
        }
    }

    private static PipelineConfig pipeline(int epochs) {
        return PipelineConfig.of("bars", new Images(),
                Entry.chain(Conv2d.of(3, 3), BatchNorm.of(), new Flatten(), Dropout.of(0.3), Dense.of(2)),
                TrainConfig.of(epochs, 16, AdamW.of(0.01), new WarmupCosine(1, 0), SoftmaxCrossEntropy.of(),
                        new Accuracy(), TopK.of(1)))
                .seed(5).augment(new Jitter(), new Blend());
    }

    private static PipelineConfig everyStep(int epochs) {
        PipelineConfig plain = pipeline(epochs);
        return plain.train(plain.train().checkpoint(Interval.steps(1)));
    }

    private Outcome train(Path into, PipelineConfig config, boolean resume, int threads,
            Consumer<TrainingListener.Progress> stepped, TrainingRun[] running) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                stepped.accept(progress);
            }
        };
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(threads).listener(listener).build();
                TrainingRun run = cnn.prepare(config, RunOptions.of().notes(notes::add))) {
            running[0] = run;
            return run.train(into, resume);
        }
    }

    private Outcome train(Path into, PipelineConfig config, boolean resume, int threads) {
        return train(into, config, resume, threads, progress -> {
        }, new TrainingRun[1]);
    }

    /** All that an epoch says of itself, times apart. */
    private static List<List<Object>> told(Outcome outcome) {
        return outcome.history().epochs().stream().map(report -> List.<Object>of(report.epoch(), report.steps(),
                report.learningRate(), report.train(), report.validation(), report.best())).toList();
    }

    private void assertSame(Path one, Outcome outcome, Path other, Outcome otherOutcome) throws IOException {
        assertThat(Files.mismatch(one.resolve("model.safetensors"), other.resolve("model.safetensors"))).isEqualTo(-1);
        assertThat(told(otherOutcome)).isEqualTo(told(outcome));
    }

    @Test
    void whereverItWasKilledItEndsInTheSameBits() throws IOException {
        Path whole = folder.resolve("whole");
        Set<Path> killed = new HashSet<>();
        // the files of a run that is killed behind a step are those that are there then
        Outcome outcome = train(whole, everyStep(2), false, 1,
                progress -> killed.add(Interrupted.killed(whole, progress, folder)), new TrainingRun[1]);
        assertThat(killed).hasSize(2 * STEPS);
        for (Path then : killed) {
            assertSame(whole, outcome, then, train(then, everyStep(2), true, 3));
        }
        assertThat(notes).contains("Going on within an epoch: 3 of 7 steps of epoch 1 were done.",
                "Going on within an epoch: 6 of 7 steps of epoch 2 were done.");
    }

    @Test
    void aRunThatIsStoppedWithinAnEpochLosesNoStep() throws IOException {
        Path whole = folder.resolve("whole");
        Outcome outcome = train(whole, pipeline(3), false, 1);
        for (int at : new int[] {2, STEPS, STEPS + 4}) {
            Path stopped = folder.resolve("stopped-" + at);
            TrainingRun[] run = new TrainingRun[1];
            Outcome part = train(stopped, pipeline(3), false, 2, progress -> {
                if ((progress.epoch() - 1) * STEPS + progress.step() == at) {
                    run[0].stop();
                }
            }, run);
            assertThat(part.end().reason()).isEqualTo(TrainingListener.Reason.INTERRUPTED);
            assertThat(part.best().isPresent()).isEqualTo(at > STEPS);
            int[] steps = {0};
            Outcome rest = train(stopped, pipeline(3), true, 1, progress -> steps[0]++, new TrainingRun[1]);
            assertThat(steps[0]).isEqualTo(3 * STEPS - at);
            assertSame(whole, outcome, stopped, rest);
        }
        String file = folder.resolve("stopped-11").resolve("checkpoint.safetensors").toString();
        assertThat(notes).contains("4 of 7 steps of epoch 2 are kept in '" + file
                + "': the run goes on there with --resume.",
                "Going on within an epoch: 4 of 7 steps of epoch 2 were done.");
    }

    @Test
    void whenItIsKeptMayChangeWhenItGoesOn() throws IOException {
        Path whole = folder.resolve("whole");
        Outcome outcome = train(whole, pipeline(2), false, 1);
        Path parts = folder.resolve("parts");
        TrainingRun[] run = new TrainingRun[1];
        train(parts, everyStep(2), false, 1, progress -> {
            if (progress.step() == 3) {
                run[0].stop();
            }
        }, run);
        assertSame(whole, outcome, parts, train(parts, pipeline(2), true, 1));
    }

    @Test
    void anEarlierRunsFilesStayAsideOnceAStepIsKept() {
        train(folder, pipeline(1), false, 1);
        assertThatThrownBy(() -> train(folder, everyStep(2), false, 1, progress -> {
            if (progress.step() == 2) {
                throw new IllegalStateException("enough");
            }
        }, new TrainingRun[1])).hasMessageContaining("enough");
        assertThat(folder.resolve("checkpoint.safetensors")).exists();
        assertThat(folder.resolve("model.safetensors")).doesNotExist(); // that of the earlier run would not fit
        assertThat(notes).noneMatch(note -> note.contains("came to nothing"));
    }

    @Test
    void fewerEpochsThanBegunAreRefused() {
        TrainingRun[] run = new TrainingRun[1];
        train(folder, pipeline(3), false, 1, progress -> {
            if (progress.epoch() == 2 && progress.step() == 3) {
                run[0].stop();
            }
        }, run);
        assertThatThrownBy(() -> train(folder, pipeline(1), true, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + folder.resolve("checkpoint.safetensors") + "' has 2 epochs, more than the 1 that "
                        + "train.epochs asks for. Ask for more than 1 to go on, or leave out --resume to start anew.");
    }

    @Test
    void intervalsAreReadAndWritten() {
        for (String text : List.of("1 step", "500 steps", "90s", "10m", "2h")) {
            assertThat(Interval.parse(text)).hasToString(text);
        }
        assertThat(Interval.parse("120 s")).isEqualTo(Interval.of(Duration.ofMinutes(2))).hasToString("2m");
        for (String text : List.of("500", "10 minutes", "-1 steps", "", "1e3 steps", "m")) {
            assertThatThrownBy(() -> Interval.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessage("'"
                    + text + "' is no interval. Write a number of steps (500 steps) or a time (90s, 10m, 2h).");
        }
        assertThatThrownBy(() -> Interval.steps(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An interval "
                        + "is at least 1 step or 1 second but was given 0 steps. Write 500 steps, or 10m.");
        assertThatThrownBy(() -> Interval.parse("0s")).hasMessage("An interval is at least 1 step or 1 second but was "
                + "given PT0S. Write 500 steps, or 10m.");
    }
}
