package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.core.model.Provenance;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.train.Bars;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every instant at which a run can be killed: before the checkpoint, between checkpoint and model, after both, and before
 * the model is measured. In all of them {@code --resume} ends with the files of a run that nobody killed.
 */
class KilledRunTests {
    private static final Set<String> OTHERS = Set.of("summary.json");

    @TempDir private Path folder;
    @TempDir private Path whole;
    private final List<String> notes = new ArrayList<>();

    private record Images(boolean readable) implements DataSource {
        @Override
        public Splits open(Request request) {
            DataSet test = new Bars(32, 3);
            return new Splits(new Bars(64, 1), null, readable ? test : new Unreadable(test, new AtomicInteger()));
        }
    }

    /** Test images that can be read when they are opened and hashed, and later no more. */
    private record Unreadable(DataSet of, AtomicInteger reads) implements DataSet {
        @Override
        public int size() {
            return of.size();
        }

        @Override
        public Shape shape() {
            return of.shape();
        }

        @Override
        public List<String> classes() {
            return of.classes();
        }

        @Override
        public int label(int index) {
            return of.label(index);
        }

        @Override
        public String name(int index) {
            return of.name(index);
        }

        @Override
        public void read(int index, Image target) {
            if (reads.incrementAndGet() > of.size() + 1) {
                throw new IllegalStateException("gone");
            }
            of.read(index, target);
        }
    }

    private static PipelineConfig pipeline(int epochs, boolean readable) {
        return PipelineConfig.of("bars", new Images(readable), List.of(Entry.of(new Flatten()),
                Entry.of(Dense.of(2))),
                TrainConfig.of(epochs, 16, Sgd.of(0.001), new ConstantRate(), SoftmaxCrossEntropy.of(),
                        new Accuracy()));
    }

    private Outcome train(Path into, int epochs, boolean resume) {
        try (Cnn cnn = Cnn.create();
                TrainingRun run = cnn.prepare(pipeline(epochs, true), RunOptions.of().notes(notes::add))) {
            return run.train(into, resume, OTHERS);
        }
    }

    private byte[] model(Path of) throws IOException {
        return Files.readAllBytes(of.resolve("model.safetensors"));
    }

    @Test
    void killedBetweenTheFirstCheckpointAndItsModel() throws IOException {
        train(whole, 1, false);
        train(folder, 1, false);
        Files.delete(folder.resolve("model.safetensors"));
        train(folder, 1, true);
        assertThat(model(folder)).isEqualTo(model(whole));
        assertThat(folder.resolve("earlier")).doesNotExist();
    }

    @Test
    void killedBetweenALaterCheckpointAndItsModel() throws IOException {
        train(whole, 3, false);
        train(folder, 1, false);
        byte[] older = model(folder);
        train(folder, 3, true);
        Files.write(folder.resolve("model.safetensors"), older);
        Outcome outcome = train(folder, 3, true);
        assertThat(outcome.end().bestEpoch()).isEqualTo(3);
        assertThat(outcome.test()).isNotNull();
        assertThat(model(folder)).isEqualTo(model(whole));
    }

    @Test
    void killedAfterTheModelOfAnEpochWhoseCheckpointIsMissing() throws IOException {
        // as earlier versions wrote them: the model first
        train(whole, 2, false);
        byte[] newer = model(whole);
        train(folder, 1, false);
        byte[] of1 = model(folder);
        Files.write(folder.resolve("model.safetensors"), newer);
        train(folder, 1, true);
        assertThat(model(folder)).isEqualTo(of1);
        train(folder, 2, true);
        assertThat(model(folder)).isEqualTo(newer);
    }

    @Test
    void killedWhileTheEarlierRunsFilesWereSetAside() throws IOException {
        train(folder, 2, false);
        byte[] earlier = model(folder);
        // the checkpoint is moved first, so that it cannot be taken for that of the run which was to begin
        Path aside = Files.createDirectories(folder.resolve("earlier/2026-01-01T00-00-00Z"));
        Files.move(folder.resolve("checkpoint.safetensors"), aside.resolve("checkpoint.safetensors"));
        train(folder, 1, true);
        assertThat(notes).anyMatch(note -> note.contains("to go on from: training starts anew."));
        try (var files = Files.walk(folder.resolve("earlier"))) {
            assertThat(files.filter(file -> file.endsWith("model.safetensors")).toList()).singleElement()
                    .satisfies(file -> assertThat(Files.readAllBytes(file)).isEqualTo(earlier));
        }
    }

    @Test
    void whatTellsOfFewerEpochsGoesWhenTheRunGoesOn() throws IOException {
        train(folder, 1, false);
        Path summary = Files.writeString(folder.resolve("summary.json"), "{\"epochs\": 1}");
        train(folder, 1, true);
        assertThat(summary).exists(); // nothing new was learnt
        train(folder, 2, true);
        assertThat(summary).doesNotExist(); // the caller writes it at the end; a killed one cannot
    }

    /** Test images that are others, or gone, when a finished run is looked at again. */
    @Test
    void whatIsToldOfTheTestFollowsItsImages() throws IOException {
        train(folder, 2, false);
        Path summary = Files.writeString(folder.resolve("summary.json"), "{}");
        assertThat(results()).containsExactly("train", "test");
        double loss = loss();
        train(new Bars(16, 9), true);
        assertThat(results()).containsExactly("train", "test");
        assertThat(loss()).isNotEqualTo(loss);
        assertThat(summary).doesNotExist();
        train(null, true);
        assertThat(results()).containsExactly("train");
        assertThat(notes).contains("The test images are not those that this run began with: its test results are for "
                + "the new ones.",
                "This run began with test images and has none now: what it tells has no test result "
                        + "any more.");
    }

    private void train(@Nullable DataSet test, boolean resume) {
        try (Cnn cnn = Cnn.create();
                TrainingRun run = cnn.prepare(
                        pipeline(2, true).data(request -> new DataSource.Splits(new Bars(64, 1), null, test)),
                        RunOptions.of().notes(notes::add))) {
            run.train(folder, resume, OTHERS);
        }
    }

    private List<String> results() {
        return Provenance.read(folder.resolve("model.safetensors")).results().stream().map(Provenance.Result::images)
                .toList();
    }

    private double loss() {
        return Provenance.read(folder.resolve("model.safetensors")).results().getLast().loss();
    }

    @Test
    void testImagesThatAreLearntFromAreTold() {
        DataSet training = new Bars(64, 1);
        for (DataSource source : List.<DataSource>of(request -> new DataSource.Splits(training, null, training),
                request -> new DataSource.Splits(training, new Bars(64, 1), null))) {
            notes.clear();
            try (Cnn cnn = Cnn.create();
                    TrainingRun _ = cnn.prepare(pipeline(1, true).data(source),
                            RunOptions.of().notes(notes::add))) {
                assertThat(notes).singleElement().asString().matches("The (test|validation) images are the training "
                        + "images themselves: results on them do not tell how well others are read\\. Give images of "
                        + "their own, or hold some back with split\\.");
            }
        }
    }

    /** Stopped before its first epoch, a run has nothing to put in the place of the earlier one's files. */
    @Test
    void aRunThatIsStoppedAtOnceLeavesTheEarlierOneWhereItWas() throws IOException {
        train(folder, 1, false);
        byte[] before = model(folder);
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void started(Run run) {
                Thread.currentThread().interrupt();
            }
        };
        try (Cnn cnn = Cnn.builder().listener(stopping).build();
                TrainingRun run = cnn.prepare(pipeline(3, true), RunOptions.of().notes(notes::add))) {
            assertThat(run.train(folder, false, OTHERS).best()).isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(model(folder)).isEqualTo(before);
        assertThat(folder.resolve("earlier")).doesNotExist();
    }

    @Test
    void aTestThatCannotBeMeasuredLosesNothing() throws IOException {
        try (Cnn cnn = Cnn.create()) {
            TrainingRun run = cnn.prepare(pipeline(2, false));
            assertThatThrownBy(() -> run.train(folder, false)).isInstanceOfSatisfying(UntestedException.class, e -> {
                assertThat(e.outcome().best()).isPresent();
                assertThat(e.outcome().test()).isNull();
                assertThat(e.outcome().history().epochs()).hasSize(2);
            }).hasMessageMatching(
                    "The model of epoch \\d is trained, but could not be measured on the test images: Image "
                            + "\\d+ \\('.*'\\) cannot be read: gone\\. Mend the data set's read, or leave the image out\\.");
            assertThat(run.history().epochs()).hasSize(2);
            run.close();
        }
        assertThat(folder.resolve("model.safetensors")).exists();
        assertThat(folder.resolve("checkpoint.safetensors")).exists();
        train(whole, 2, false);
        train(folder, 2, true);
        assertThat(model(folder)).isEqualTo(model(whole));
    }
}
