package cnn.examples.digits;

import cnn.api.layer.Entry;
import cnn.core.data.IdxFiles;
import cnn.core.model.Predictor;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.Outcome;
import cnn.core.run.TrainingRun;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Adam;
import cnn.layers.schedule.ConstantRate;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/** A service that reads handwritten digits, and the training of its model: once with {@link #train}, then {@link #read}. */
public final class Digits {
    private final Predictor predictor;

    /** The service with a model that is there. */
    public Digits(Cnn cnn, Path model) {
        predictor = cnn.predictor(model);
    }

    /** A network like LeNet. */
    static List<Entry> network() {
        return Entry.chain(Conv2d.of(20, 5), new Relu(), MaxPool2d.of(2), Conv2d.of(50, 5), new Relu(),
                MaxPool2d.of(2), new Flatten(), Dense.of(500), new Relu(), Dense.of(10));
    }

    /** Trains on MNIST's files in a folder, writes the model, and returns the share of test images that it reads. */
    static double train(Cnn cnn, String folder, int epochs, Path model) {
        TrainConfig training = TrainConfig.of(epochs, 64, Adam.of(0.001), new ConstantRate(),
                SoftmaxCrossEntropy.of(), new Accuracy());
        PipelineConfig pipeline = PipelineConfig.of("digits", IdxFiles.of(folder), network(), training).seed(123);
        try (TrainingRun run = cnn.prepare(pipeline)) {
            Outcome outcome = run.train();
            outcome.model().save(model);
            return outcome.test().accuracy();
        }
    }

    /** What a picture shows; any thread may ask. */
    public String read(BufferedImage picture) {
        return predictor.predict(picture).label();
    }

    /** {@code Digits FOLDER}: trains on MNIST's files in a folder, into {@code digits.safetensors}. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("Give the folder of MNIST's files: Digits FOLDER. ./cnn data fetch mnist brings them.");
            System.exit(2);
        }
        try (Cnn cnn = Cnn.create()) {
            double accuracy = train(cnn, arguments[0], 2, Path.of("digits.safetensors"));
            System.out.printf("%.2f %% of the test images are read%n", 100 * accuracy);
        }
    }
}
