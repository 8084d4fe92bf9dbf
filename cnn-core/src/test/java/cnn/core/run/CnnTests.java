package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.Products;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.api.train.TrainingListener;
import cnn.core.engine.Workers;
import cnn.core.evaluate.Evaluation;
import cnn.core.model.Model;
import cnn.core.model.Prediction;
import cnn.core.model.Predictor;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import cnn.core.train.Bars;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.SpatialDropout;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Tanh;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.ConstantRate;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application: it brings its own images, kernels and listener, trains, saves, loads and predicts. */
class CnnTests {
    /** An application's own images. */
    record BarImages() implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(new Bars(200, request.seed()), null, new Bars(100, request.seed() + 1));
        }
    }

    /** An application's own arithmetic: counts, and leaves the work to another set. */
    static final class Counting implements Kernels {
        private final Kernels scalar = new ScalarKernels();
        private final AtomicLong asked = new AtomicLong();

        @Override
        public String id() {
            return "counting";
        }

        @Override
        public Products products() {
            asked.incrementAndGet();
            return scalar.products();
        }

        @Override
        public Functions functions() {
            return scalar.functions();
        }

        @Override
        public Channelwise channelwise() {
            return scalar.channelwise();
        }

        @Override
        public <F> F family(Class<F> family) {
            return scalar.family(family);
        }
    }

    private static PipelineConfig pipeline(int epochs) {
        return PipelineConfig.of("bars", new BarImages(), List.of(Entry.of(Conv2d.of(4, 3)),
                Entry.of(new Relu()), Entry.of(new Flatten()), Entry.of(Dense.of(2))),
                TrainConfig.of(epochs, 16, AdamW.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(),
                        new Accuracy()).validation(0.2));
    }

    private static Image bar(int index) {
        Image image = Image.of(Shape.image(8, 8, 1));
        new Bars(1000, 99).read(index, image);
        return image;
    }

    @Test
    void anApplicationBringsKernelsListenerAndData() {
        Counting kernels = new Counting();
        List<String> heard = new ArrayList<>();
        Cnn cnn = Cnn.builder().kernels(kernels).data(new BarImages()).listener(new TrainingListener() {
            @Override
            public void started(Run start) {
                heard.add(start.kernels() + " " + start.trainExamples() + " " + start.validationExamples());
            }

            @Override
            public void ended(Run run, End end) {
                heard.add("ended");
            }
        }).build();
        PipelineConfig elsewhere = pipeline(3).data(request -> {
            throw new AssertionError("the application's own data should be used");
        });
        try (TrainingRun run = cnn.prepare(elsewhere)) {
            run.train();
        }
        assertThat(heard).containsExactly("counting 160 40", "ended");
        assertThat(kernels.asked.get()).isGreaterThan(100);
    }

    /** A layer that no jar registers. */
    @Id("as-it-is")
    record AsItIs() implements Layer {
        @Override
        public Bound bind(Binding in) {
            throw new AssertionError("it is only looked for");
        }
    }

    @Test
    void anApplicationChoosesThreadsKernelsAndComponents() {
        try (Cnn cnn = Cnn.builder().threads(1).threads(3).kernels("scalar").component(AsItIs.class).build()) {
            assertThat(cnn.engine().workers().threads()).isEqualTo(3);
            assertThat(cnn.engine().kernels()).isInstanceOf(ScalarKernels.class);
            assertThat(cnn.registry().ids(Contract.LAYER)).contains("as-it-is", "conv2d");
        }
        Workers workers = new Workers(2);
        Registry registry = Registry.of(AsItIs.class);
        try (Cnn cnn = Cnn.builder().workers(workers).registry(registry).kernels(new ScalarKernels()).build()) {
            assertThat(cnn.engine().workers()).isSameAs(workers);
            assertThat(cnn.registry()).isSameAs(registry);
        }
    }

    @Test
    void aClassLoaderIsAskedAlone() throws IOException {
        try (URLClassLoader empty = new URLClassLoader("empty", new URL[0], ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> Cnn.builder().classLoader(empty).build()).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("There are no kernels at all. The class loader that was asked, " + empty
                            + ", does not see cnn-layers");
        }
        ClassLoader own = CnnTests.class.getClassLoader();
        try (Cnn cnn = Cnn.builder().classLoader(own).build()) {
            assertThat(cnn.registry().entries()).isEqualTo(Registry.load(own).entries());
        }
    }

    @Test
    void whatIsNoComponentIsRefused() {
        record Nameless() {
        }
        assertThatThrownBy(() -> Cnn.builder().component(Nameless.class).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("has no id. Annotate it");
        assertThatThrownBy(() -> Cnn.builder().threads(0).build()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The number of threads must be between 1 and 1024 but was given 0.");
    }

    @Test
    void aRunsOwnListenerKnowsItAndStopsIt() {
        List<String> heard = new ArrayList<>();
        TrainingListener shared = new TrainingListener() {
            @Override
            public void started(Run run) {
                heard.add("shared " + run.name());
            }
        };
        TrainingListener own = new TrainingListener() {
            private Run begun;

            @Override
            public void started(Run run) {
                begun = run;
                heard.add(run.name() + " " + run.seed() + " " + run.input() + " " + run.parameters() + " "
                        + run.trainExamples() + " " + run.validationExamples() + " " + run.epochs() + " "
                        + run.firstEpoch() + " " + run.stepsPerEpoch() + " " + run.batch() + " " + run.threads() + " "
                        + run.kernels());
            }

            @Override
            public void epochEnded(Run run, EpochReport report) {
                assertThat(run).isSameAs(begun);
                heard.add("epoch " + report.epoch());
                if (report.epoch() == 2) {
                    run.stop();
                }
            }

            @Override
            public void stepped(Run run, Progress progress) {
                assertThat(run).isSameAs(begun);
            }

            @Override
            public void ended(Run run, End end) {
                heard.add(end.reason() + " " + end.epochs());
            }
        };
        try (Cnn cnn = Cnn.builder().threads(2).kernels("scalar").listener(shared).build()) {
            try (TrainingRun run = cnn.prepare(pipeline(9).seed(7), RunOptions.of().listener(own))) {
                Outcome outcome = run.train();
                assertThat(outcome.best()).isPresent();
                assertThat(outcome.history().epochs()).hasSize(2);
            }
            assertThat(heard).containsExactly("shared bars",
                    "bars 7 (8, 8, 1) " + pipelineParameters() + " 160 40 9 1 10 16 2 scalar", "epoch 1", "epoch 2",
                    "INTERRUPTED 2");
            try (TrainingRun run = cnn.prepare(pipeline(1))) {
                run.train();
            }
            assertThat(heard).hasSize(6).last().isEqualTo("shared bars");
        }
    }

    /** A convolution of 4 filters of 3×3, and 2 units on 6×6×4 features, each with biases. */
    private static int pipelineParameters() {
        return 4 * 9 + 4 + 2 * 6 * 6 * 4 + 2;
    }

    @Test
    void measuresAModelOnASource() {
        try (Cnn cnn = Cnn.create()) {
            Model model;
            Outcome outcome;
            try (TrainingRun run = cnn.prepare(pipeline(3))) {
                outcome = run.train();
                model = outcome.model();
            }
            Evaluation test = cnn.evaluate(model, new BarImages());
            assertThat(test.images()).isEqualTo(100);
            assertThat(test.loss()).isEqualTo(outcome.test().loss());
            assertThat(test.accuracy()).isEqualTo(outcome.test().accuracy());
            List<String> notes = new ArrayList<>();
            Evaluation all = cnn.evaluate(model, request -> new DataSource.Splits(new Bars(30, 5), null, null),
                    RunOptions.of().notes(notes::add));
            assertThat(all.images()).isEqualTo(30);
            assertThat(notes).isEmpty();
        }
    }

    @Test
    void trainsSavesLoadsAndPredictsFromManyThreads(@TempDir Path folder) throws Exception {
        Cnn cnn = Cnn.builder().data(new BarImages()).build();
        try (TrainingRun run = cnn.prepare(pipeline(10))) {
            Outcome outcome = run.train(folder, false);
            assertThat(outcome.test().accuracy()).isGreaterThan(0.9);
            // no path, no time: the same run elsewhere writes the same bytes
            assertThat(outcome.model().provenance().plugins()).hasSize(2)
                    .allMatch(plugin -> plugin.matches("cnn\\.layers(\\.activation)?( [0-9][^/]*)?"));
            assertThat(outcome.model().provenance().results()).extracting("images").containsExactly("train",
                    "validation", "test");
        }
        Predictor predictor = cnn.predictor(folder.resolve("model.safetensors"));
        List<Prediction> alone = new ArrayList<>();
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            images.add(bar(i));
            alone.add(predictor.predict(bar(i)));
        }
        assertThat(alone.get(0).ranking()).extracting("label").containsExactlyInAnyOrder("upright", "lying");
        assertThat(predictor.predict(images)).isEqualTo(alone);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Prediction>> together = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Image image = images.get(i);
                together.add(threads.submit(() -> predictor.predict(image)));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
            }
        }
    }

    @Test
    void aResumedRunsModelFileIsByteEqual(@TempDir Path folder) throws IOException {
        Cnn cnn = Cnn.builder().data(new BarImages()).build();
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        try (TrainingRun run = cnn.prepare(pipeline(4))) {
            run.train(whole, false);
        }
        try (TrainingRun run = cnn.prepare(pipeline(2))) {
            run.train(parts, false);
        }
        try (TrainingRun run = cnn.prepare(pipeline(4))) {
            Outcome outcome = run.train(parts, true);
            assertThat(outcome.history().epochs()).hasSize(4);
        }
        assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    void aModelFilesBytesDependNeitherOnKernelsNorOnThreads(@TempDir Path folder) throws IOException {
        byte[] scalar = trainedFile(Cnn.builder().kernels("scalar").threads(1), folder.resolve("scalar"));
        byte[] simd = trainedFile(Cnn.builder().kernels("simd").threads(3), folder.resolve("simd"));
        assertThat(simd).isEqualTo(scalar);
    }

    private static byte[] trainedFile(Cnn.Builder choices, Path folder) throws IOException {
        Cnn cnn = choices.build();
        PipelineConfig config = PipelineConfig.of("bars", new BarImages(), Entry.chain(
                Conv2d.of(5, 3).padding(Padding.SAME), BatchNorm.of(), new Relu(), MaxPool2d.of(2),
                SpatialDropout.of(0.2), Conv2d.of(20, 3).stride(2), new Tanh(), new Flatten(), Dropout.of(0.2),
                Dense.of(2)), pipeline(2).train());
        try (TrainingRun run = cnn.prepare(config)) {
            run.train(folder, false);
        }
        return Files.readAllBytes(folder.resolve("model.safetensors"));
    }

    @Test
    void aModelFileGivesTheSameModelBack(@TempDir Path folder) {
        Cnn cnn = Cnn.builder().data(new BarImages()).build();
        Path file = folder.resolve("m.safetensors");
        Model model;
        try (TrainingRun run = cnn.prepare(pipeline(2))) {
            model = run.train().model();
        }
        model.save(file);
        Model read = cnn.loadModel(file);
        assertThat(read.classes()).isEqualTo(model.classes());
        assertThat(read.preprocessing()).isEqualTo(model.preprocessing());
        assertThat(read.provenance()).isEqualTo(model.provenance());
        assertThat(read.network().nodes()).extracting("layer").isEqualTo(model.network().nodes().stream()
                .map(node -> node.layer()).toList());
        assertThat(read.predictor(cnn.engine()).predict(bar(3)))
                .isEqualTo(model.predictor(cnn.engine()).predict(bar(3)));
    }
}
