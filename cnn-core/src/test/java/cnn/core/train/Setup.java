package cnn.core.train;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.api.kernel.Kernels;
import cnn.api.train.TrainingListener;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Output;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.activation.Relu;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.WarmupCosine;
import java.util.List;

/** A small run that the tests of training share. */
final class Setup {
    static final Kernels KERNELS = new ScalarKernels();

    private Setup() {
    }

    /** Adds a little noise, to see that chance is the same on any number of threads. */
    record Jitter() implements Augmenter {
        @Override
        public void augment(Image source, Image target, Rng random) {
            for (int i = 0; i < source.pixels().length; i++) {
                target.pixels()[i] = source.pixels()[i] + random.nextFloat(-0.05f, 0.05f);
            }
        }
    }

    static Network network() {
        return Network.of(Shape.image(8, 8, 1), Conv2d.of(4, 3), new Relu(), MaxPool2d.of(2), new Flatten(),
                new Dropout(0.2), Dense.of(2));
    }

    static TrainConfig config(int epochs) {
        return TrainConfig.of(epochs, 16, AdamW.of(0.01), new WarmupCosine(1, 0), SoftmaxCrossEntropy.of(),
                new Accuracy());
    }

    /** What is counted over an epoch of so many images, in steps of one. */
    static EpochUnderWay epoch(int examples) {
        return new EpochUnderWay(new RunningEpoch(true), new MetricTallies(new Objective(new Output("target", "dense",
                Target.classes("a", "b"), SoftmaxCrossEntropy.of(), 1), config(1).metrics(), config(1).metricNames())),
                examples, 1);
    }

    static TrainingData data(int examples) {
        Bars train = new Bars(examples, 1);
        return new TrainingData(train, new Bars(64, 2), Preprocessing.standardizing(train), List.of(new Jitter()));
    }

    static Trainer trainer(TrainConfig config, Workers workers, TrainingListener... listeners) {
        return new Trainer(network(), config, data(200), 7, new Engine(KERNELS, workers), List.of(listeners));
    }
}
