package com.example.stripes;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.layer.Entry;
import cnn.core.model.Prediction;
import cnn.core.model.Predictor;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.TrainingRun;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.ConstantRate;
import java.nio.file.Path;

/** Learns to tell upright stripes from lying ones, keeps what it has learnt in a file, and answers from there. */
public final class Stripes implements AutoCloseable {
    private final Cnn cnn;

    /** On the standard choices: the fastest kernels that work here, a thread for each processor. */
    public Stripes() {
        this(Cnn.create());
    }

    /** On other choices; closes them with itself. */
    Stripes(Cnn cnn) {
        this.cnn = cnn;
    }

    static PipelineConfig pipeline(int images) {
        return PipelineConfig.of("stripes", new Drawings(images),
                Entry.chain(Conv2d.of(4, 3), new Relu(), new Flatten(), Dense.of(2)), TrainConfig.of(4, 16,
                        AdamW.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()));
    }

    /** Trains on so many pictures and writes the model file. */
    public void learn(int images, Path file) {
        try (TrainingRun run = cnn.prepare(pipeline(images))) {
            run.train().model().save(file);
        }
    }

    /** Something that answers with a model file: one for all threads of the application. */
    public Predictor predictor(Path file) {
        return cnn.predictor(file);
    }

    /** The kernels that compute: {@code simd-512}, say, or {@code scalar}. */
    public String kernels() {
        return cnn.engine().kernels().id();
    }

    /** Ends the threads that compute. */
    @Override
    public void close() {
        cnn.close();
    }

    /** Trains and asks once. The file that is named gets the model, otherwise {@code stripes.safetensors}. */
    public static void main(String[] args) {
        Path file = Path.of(args.length > 0 ? args[0] : "stripes.safetensors");
        try (Stripes stripes = new Stripes()) {
            stripes.learn(400, file);
            Image picture = Image.of(Shape.image(8, 8, 1));
            Drawings.draw(Drawings.UPRIGHT, new Rng(7), picture);
            Prediction answer = stripes.predictor(file).predict(picture);
            System.out.println("These stripes are " + answer.label() + ", say the " + stripes.kernels() + " kernels.");
        }
    }
}
