package cnn.examples.embedded;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.core.model.Prediction;
import cnn.core.model.Predictor;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.TrainingRun;
import cnn.examples.shapes.Difficulty;
import cnn.examples.shapes.ShapesData;
import cnn.guice.CnnModule;
import cnn.guice.Overrides;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.WarmupCosine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * An application that sorts pictures of triangles, squares and circles: it trains a network, keeps it in a file, and
 * has one predictor answer many requests at the same time.
 */
public final class ShapeSorter implements AutoCloseable {
    private final Cnn cnn = CnnModule.create(new Overrides() {
        @Override
        protected void configure() {
            listeners().toInstance(new TrainingListener() {
                @Override
                public void epochEnded(Run run, EpochReport report) {
                    System.out.printf("epoch %d  loss %.3f%n", report.epoch(), report.train().loss());
                }
            });
        }
    });

    /** A sorter that has learnt nothing yet. */
    public ShapeSorter() {
    }

    /** What a YAML pipeline says, said in Java. */
    static PipelineConfig pipeline(int images, int epochs) {
        return PipelineConfig.of("shape-sorter", ShapesData.of(Difficulty.EASY).counts(images, 600),
                Entry.chain(Conv2d.of(8, 5), new Relu(), MaxPool2d.of(2), new Flatten(), Dense.of(3)),
                TrainConfig.of(epochs, 32, AdamW.of(0.003), WarmupCosine.of(), SoftmaxCrossEntropy.of(),
                        new Accuracy()));
    }

    /** Trains, writes the model file, and returns the images that training never saw. */
    DataSet train(PipelineConfig pipeline, Path file) {
        try (TrainingRun run = cnn.prepare(pipeline)) {
            run.train().model().save(file);
            return run.data().test();
        }
    }

    /** Asks the model about all images at once, each on a virtual thread of its own. */
    List<Prediction> ask(Path file, List<Image> images) throws InterruptedException {
        Predictor predictor = cnn.predictor(file);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Prediction>> questions = new ArrayList<>();
            images.forEach(image -> questions.add(() -> predictor.predict(image)));
            return threads.invokeAll(questions).stream().map(Future::resultNow).toList();
        }
    }

    /** Runs the example. Writes the model to the file that is named, otherwise to {@code shape-sorter.safetensors}. */
    public static void main(String[] args) throws InterruptedException {
        Path file = Path.of(args.length > 0 ? args[0] : "shape-sorter.safetensors");
        try (ShapeSorter sorter = new ShapeSorter()) {
            DataSet unseen = sorter.train(pipeline(3000, 8), file);
            List<Prediction> answers = sorter.ask(file, images(unseen));
            long right = IntStream.range(0, unseen.size())
                    .filter(i -> answers.get(i).label().equals(unseen.classes().get(unseen.label(i)))).count();
            System.out.println(right + " of " + unseen.size() + " answers are right");
        }
    }

    /** Ends the threads that compute. */
    @Override
    public void close() {
        cnn.close();
    }

    static List<Image> images(DataSet data) {
        return IntStream.range(0, data.size()).mapToObj(i -> {
            Image image = Image.of(data.shape());
            data.read(i, image);
            return image;
        }).toList();
    }
}
