package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.api.train.TrainingListener.Reason;
import cnn.core.model.Model;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.train.Bars;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLifeTests {
    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    private record Images(int validation, int test) implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(new Bars(64, 1), new Bars(32, validation), new Bars(32, test));
        }
    }

    private static Cnn cnn(TrainingListener... listeners) {
        Cnn.Builder cnn = Cnn.builder();
        List.of(listeners).forEach(cnn::listener);
        return cnn.build();
    }

    private static PipelineConfig pipeline(int epochs, double rate) {
        return PipelineConfig.of("bars", new Images(2, 3), List.of(Entry.of(new Flatten()),
                Entry.of(Dense.of(2))),
                TrainConfig.of(epochs, 16, Sgd.of(rate), new ConstantRate(),
                        SoftmaxCrossEntropy.of(), new Accuracy()));
    }

    private RunOptions options() {
        return RunOptions.of().notes(notes::add);
    }

    @Test
    void whatIsClosedSaysSo() {
        Cnn cnn = cnn();
        TrainingRun run = cnn.prepare(pipeline(1, 0.1));
        cnn.close();
        cnn.close();
        assertThatThrownBy(run::train).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This run is closed.");
        assertThatThrownBy(() -> cnn.prepare(pipeline(1, 0.1))).isInstanceOf(IllegalStateException.class).hasMessage(
                "This Cnn is closed. Make a new one, for example with Cnn.create(), and close it when the "
                        + "application no longer needs it.");
        assertThatThrownBy(() -> cnn.predictor(folder)).hasMessageStartingWith("This Cnn is closed.");
    }

    @Test
    void closingTheFrameworkEndsItsRunsAndAStoppedRunHasNoModel() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TrainingRun[] held = new TrainingRun[1];
        Cnn cnn = cnn(new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                if (progress.epoch() == 1) {
                    held[0].stop();
                    begun.countDown();
                }
            }
        });
        held[0] = cnn.prepare(pipeline(1000, 0.1));
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> held[0].train(folder, false));
        begun.await();
        cnn.close();
        Outcome ended = outcome.get();
        assertThat(ended.end().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(ended.best()).isEmpty();
        assertThatThrownBy(ended::model).isInstanceOf(IllegalStateException.class).hasMessage("There is no model: the "
                + "run was stopped before an epoch was complete. Look at best() first, or train longer.");
        assertThat(folder).as("the steps are kept, and no model").isDirectoryContaining(file -> file
                .endsWith("checkpoint.safetensors"))
                .isDirectoryNotContaining(file -> file.endsWith("model.safetensors"));
    }

    @Test
    void aRunClosedByItsListenerGivesTheFolderBackAtItsEnd() {
        TrainingRun[] held = new TrainingRun[1];
        try (Cnn cnn = cnn(new TrainingListener() {
            @Override
            public void epochEnded(Run run, EpochReport report) {
                held[0].close();
                assertThat(folder.resolve(".lock")).exists();
            }
        })) {
            held[0] = cnn.prepare(pipeline(1000, 0.1));
            Outcome outcome = held[0].train(folder, false);
            assertThat(outcome.end().epochs()).isEqualTo(1);
            assertThat(outcome.best()).isPresent();
            assertThat(folder.resolve(".lock")).isEmptyFile();
        }
    }

    @Test
    void aSecondTrainingIntoTheFolderIsRefused() {
        try (Cnn cnn = cnn();
                TrainingRun first = cnn.prepare(pipeline(1, 0.1));
                TrainingRun second = cnn.prepare(pipeline(1, 0.2))) {
            first.train(folder, false);
            assertThatThrownBy(() -> second.train(folder, false)).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The folder '" + folder + "' is in use by another training (process ");
        }
    }

    @Test
    void otherValidationImagesAreRefusedAndOtherTestImagesTold() {
        try (Cnn cnn = cnn()) {
            train(cnn, pipeline(1, 0.1), false);
            assertThatThrownBy(() -> train(cnn, pipeline(2, 0.1).data(new Images(9, 3)), true)).hasMessageContaining(
                    "belongs to another run: the validation images differ. Only train.epochs and train.checkpoint may change");
            train(cnn, pipeline(2, 0.1).data(new Images(2, 9)), true);
            assertThat(notes).containsExactly("The test images are not those that this run began with: its test "
                    + "results are for the new ones.");
        }
    }

    @Test
    void aRunThatComesToNothingPutsTheEarlierOneBack() throws Exception {
        try (Cnn cnn = cnn()) {
            train(cnn, pipeline(1, 0.1), false);
            byte[] model = Files.readAllBytes(folder.resolve("model.safetensors"));
            assertThatThrownBy(() -> train(cnn, pipeline(1, 1e38), false))
                    .hasMessageContaining("No epoch was complete");
            assertThat(Files.readAllBytes(folder.resolve("model.safetensors"))).isEqualTo(model);
            assertThat(notes).hasSize(2).last().asString().startsWith("This run came to nothing: ");
        }
    }

    @Test
    void anInterruptedThreadStillWritesWholeFiles() {
        try (Cnn cnn = cnn(new TrainingListener() {
            @Override
            public void epochEnded(Run run, EpochReport report) {
                Thread.currentThread().interrupt();
            }
        })) {
            Outcome outcome = train(cnn, pipeline(9, 0.1), false);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome.end().reason()).isEqualTo(Reason.INTERRUPTED);
            Model model = cnn.loadModel(folder.resolve("model.safetensors"));
            assertThat(model.provenance().epoch()).isEqualTo(1);
        }
    }

    private Outcome train(Cnn cnn, PipelineConfig config, boolean resume) {
        try (TrainingRun run = cnn.prepare(config, options())) {
            return run.train(folder, resume);
        }
    }
}
