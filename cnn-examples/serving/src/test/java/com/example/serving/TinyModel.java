package com.example.serving;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.layer.Entry;
import cnn.core.model.Model;
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
import java.util.List;

/** A model that tells dark pictures from light and coloured ones, well enough for its answers to differ. */
final class TinyModel {
    private TinyModel() {
    }

    static Model train(Cnn cnn) {
        PipelineConfig pipeline = PipelineConfig.of("tiny", new Noise(),
                Entry.chain(Conv2d.of(4, 3), new Relu(), new Flatten(), Dense.of(3)), TrainConfig.of(1, 16,
                        AdamW.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()));
        try (TrainingRun run = cnn.prepare(pipeline)) {
            return run.train().model();
        }
    }

    /** Pictures that are drawn anew whenever they are read. */
    record Noise() implements DataSource, DataSet {
        @Override
        public Splits open(Request request) {
            return new Splits(this, null, null);
        }

        @Override
        public int size() {
            return 96;
        }

        @Override
        public Shape shape() {
            return Shape.image(8, 8, 3);
        }

        @Override
        public List<String> classes() {
            return List.of("dark", "light", "red");
        }

        @Override
        public int label(int index) {
            return index % 3;
        }

        @Override
        public void read(int index, Image target) {
            Rng random = new Rng(index);
            for (int i = 0; i < target.pixels().length; i++) {
                boolean light = label(index) == 1 || label(index) == 2 && i % 3 == 0;
                target.pixels()[i] = random.nextFloat(0, 0.5f) + (light ? 0.5f : 0);
            }
        }
    }
}
