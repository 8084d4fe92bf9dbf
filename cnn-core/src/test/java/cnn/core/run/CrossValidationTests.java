package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.api.train.TrainingListener;
import cnn.core.data.DataSetView;
import cnn.core.data.SplitData;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.train.Bars;
import cnn.layers.BatchNorm;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossValidationTests {
    private static final Layer[] PLAIN = {new Flatten(), Dense.of(2)};

    @TempDir private Path folder;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final List<String> notes = new ArrayList<>();
    private final List<Integer> trained = new ArrayList<>();
    private final RunOptions options = RunOptions.of().notes(notes::add);

    /** Images that cannot be read once they are closed, as those in a file. */
    private final class Closeable extends DataSetView {
        private volatile boolean gone;

        private Closeable(DataSet images) {
            super(images);
        }

        @Override
        public void read(int index, Image target) {
            if (gone) {
                throw new IllegalStateException("closed");
            }
            super.read(index, target);
        }

        @Override
        public void close() {
            gone = true;
            closed.incrementAndGet();
        }
    }

    private PipelineConfig pipeline(int images, int batch, Layer... layers) {
        DataSource bars = request -> {
            opened.incrementAndGet();
            request.notes().accept("opened");
            return new DataSource.Splits(new Closeable(new Bars(images, 1)), null, null);
        };
        return PipelineConfig.of("bars", bars, Entry.chain(layers), TrainConfig.of(2, batch,
                Sgd.of(0.001), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()));
    }

    private @Nullable CrossValidationResult run(PipelineConfig config, int folds, @Nullable Path into, boolean resume) {
        try (Cnn cnn = Cnn.create()) {
            return CrossValidation.of(folds).run(cnn, config, options, into, resume,
                    fold -> trained.add(fold.number()));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void opensItsDataOnceAndBringsWhatFoldsOpenedOneByOneDo() {
        PipelineConfig config = pipeline(30, 8, PLAIN);
        CrossValidationResult result = run(config, 3, folder, false);
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
        assertThat(notes).containsExactly("opened");
        try (Cnn cnn = Cnn.create()) {
            for (int fold = 1; fold <= 3; fold++) {
                try (TrainingRun alone = cnn.prepare(config.data(SplitData.fold(config.data(), fold, 3)), options)) {
                    Path by = folder.resolve("alone-" + fold);
                    Outcome outcome = alone.train(by, false);
                    assertThat(outcome.test().loss()).isEqualTo(result.folds().get(fold - 1).test().loss());
                    assertThat(by.resolve("model.safetensors")).hasSameBinaryContentAs(
                            folder.resolve("fold-" + fold + "/model.safetensors"));
                }
            }
        }
    }

    /** 22 images in 3 folds: two of them leave 15 to learn from, which are 7 pairs and a last batch of one. */
    @Test
    void aFoldThatCannotBeTrainedIsFoundBeforeTheFirstIs() {
        PipelineConfig config = pipeline(22, 2, new Flatten(), BatchNorm.of(), Dense.of(2));
        assertThatThrownBy(() -> run(config, 3, folder, false)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fold 2 of 3 cannot be trained: Layer 'batch-norm-1' BatchNorm[momentum=0.9, "
                        + "epsilon=1.0E-5] compares the examples of a batch and needs 2 examples or more in each batch "
                        + "of training, but 15 examples in batches of 2 leave 1 for the last. Set train.batch to 3, or "
                        + "add or remove an example.");
        assertThat(trained).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatEarlierFoldsLeftIsSetAside() throws IOException {
        run(pipeline(30, 8, PLAIN), 5, folder, false);
        Files.writeString(folder.resolve(CrossValidation.REPORT), "{}");
        run(pipeline(30, 8, PLAIN), 3, folder, false);
        assertThat(files()).containsExactly(".lock", "earlier", "fold-1", "fold-2", "fold-3");
        try (Stream<Path> earlier = Files.walk(folder.resolve("earlier"), 2)) {
            assertThat(earlier.map(file -> file.getFileName().toString())).contains("fold-5", CrossValidation.REPORT);
        }
        assertThat(notes)
                .anyMatch(note -> note.startsWith("The files of an earlier run (fold-1, fold-2, fold-3, fold-4, "
                        + "fold-5, cross-validation.json) are now in '"));
    }

    @Test
    void finishedFoldsAreOnlyMeasuredAgainAndOthersAreNotMixedIn() throws IOException {
        CrossValidationResult first = run(pipeline(30, 8, PLAIN), 3, folder, false);
        CrossValidationResult again = run(pipeline(30, 8, PLAIN), 3, folder, true);
        assertThat(again.confusion().counts()).isDeepEqualTo(first.confusion().counts());
        assertThat(files()).doesNotContain("earlier");
        assertThatThrownBy(() -> run(pipeline(30, 8, PLAIN), 2, folder, true)).hasMessage("'" + folder
                + "' holds fold-3, "
                + "of a cross-validation with more folds than 2. Go on with as many folds as it was started with, or "
                + "leave out --resume to start anew.");
    }

    /** More epochs make the report outdated with the first of them, not only when the last fold is done. */
    @Test
    void aReportGoesAsSoonAsFoldsKnowMore() throws IOException {
        PipelineConfig config = pipeline(30, 8, PLAIN);
        run(config, 2, folder, false);
        Path report = Files.writeString(folder.resolve(CrossValidation.REPORT), "{}");
        run(config, 2, folder, true);
        assertThat(report).exists();
        run(config.train(config.train().epochs(3)), 2, folder, true);
        assertThat(report).doesNotExist();
    }

    /** A step that is kept is not thrown away for what an earlier run left. */
    @Test
    void oneThatIsStoppedWithinAnEpochGoesOnThere() throws IOException {
        CrossValidation[] running = {CrossValidation.of(3)};
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                running[0].stop();
            }
        };
        run(pipeline(30, 8, PLAIN), 3, folder, false);
        try (Cnn cnn = Cnn.create()) {
            assertThat(running[0].run(cnn, pipeline(30, 8, PLAIN), options.listener(stopping), folder, false, fold -> {
            })).isNull();
        }
        assertThat(files()).containsExactly(".lock", "earlier", "fold-1");
        assertThat(folder.resolve("fold-1/checkpoint.safetensors")).exists();
        assertThat(notes).noneMatch(note -> note.startsWith("This run came to nothing"));
        assertThat(run(pipeline(30, 8, PLAIN), 3, folder, true).folds()).hasSize(3);
        assertThat(notes).contains("Going on within an epoch: 1 of 3 steps of epoch 1 were done.");
    }

    @Test
    void oneThatComesToNothingLeavesTheEarlierOneWhereItWas() throws IOException {
        run(pipeline(30, 8, PLAIN), 3, folder, false);
        Files.writeString(folder.resolve(CrossValidation.REPORT), "{}");
        PipelineConfig config = pipeline(30, 8, new Flatten(), Dense.of(4), Dense.of(2));
        PipelineConfig diverging = config.train(TrainConfig.of(2, 8, Sgd.of(1e30), new ConstantRate(),
                SoftmaxCrossEntropy.of(), new Accuracy()));
        assertThatThrownBy(() -> run(diverging, 3, folder, false)).isInstanceOf(RuntimeException.class);
        assertThat(files()).containsExactly(".lock", "cross-validation.json", "fold-1", "fold-2", "fold-3");
        assertThat(folder.resolve("fold-1/model.safetensors")).exists();
        assertThat(notes).anyMatch(note -> note.startsWith("This run came to nothing"));
    }

    @Test
    void aSecondOneIsRefusedAtOnce() {
        try (RunFolder _ = RunFolder.ofFolds(folder, CrossValidation.REPORT, notes::add)) {
            assertThatThrownBy(() -> run(pipeline(30, 8, PLAIN), 3, folder, false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is in use by another training");
        }
    }
}
