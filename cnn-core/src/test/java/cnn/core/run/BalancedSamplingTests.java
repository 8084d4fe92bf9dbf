package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.core.data.ByteImages;
import cnn.core.pipeline.Interval;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Sampling;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Registry;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.ConstantRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that draw classes equally often: the same bits however they come to their end, and a small class is learnt. */
class BalancedSamplingTests {
    private static final Registry REGISTRY = Registry.load();
    private static final Shape SHAPE = Shape.image(4, 4, 1);

    @TempDir private Path folder;

    /** 190 dark and 10 hardly lighter images. */
    private record Uneven() implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(images(200, 1), null, images(200, 2));
        }

        private static ByteImages images(int count, long key) {
            byte[][] pixels = new byte[count][SHAPE.size()];
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = i % 20 == 0 ? 1 : 0;
                for (int p = 0; p < SHAPE.size(); p++) {
                    pixels[i][p] = (byte) (90 + 10 * labels[i] + 80 * Rng.uniform(Rng.key(key, i), p));
                }
            }
            return new ByteImages(SHAPE, List.of("many", "few"), labels, pixels, null);
        }
    }

    private static PipelineConfig pipeline(Sampling sampling) {
        return PipelineConfig.of("uneven", new Uneven(), Entry.chain(new Flatten(), Dense.of(2)),
                TrainConfig.of(4, 16, AdamW.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy())
                        .validation(0.1).checkpoint(Interval.steps(1)).sampling(sampling))
                .seed(5);
    }

    private Outcome train(PipelineConfig config, Path into, int threads, boolean resume, int stopAt) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                if (progress.epoch() == 2 && progress.step() == stopAt) {
                    run.stop();
                }
            }
        };
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(threads).listener(listener).build();
                TrainingRun run = cnn.prepare(config)) {
            return run.train(into, resume);
        }
    }

    @Test
    void threadsAndInterruptionsChangeNothing() throws IOException {
        PipelineConfig balanced = pipeline(Sampling.BALANCED);
        train(balanced, folder.resolve("one"), 1, false, 0);
        train(balanced, folder.resolve("three"), 3, false, 5);
        train(balanced, folder.resolve("three"), 3, true, 0);
        assertThat(Files.mismatch(folder.resolve("one/model.safetensors"), folder.resolve("three/model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    void aSmallClassIsLearnt() {
        Outcome balanced = train(pipeline(Sampling.BALANCED), folder.resolve("balanced"), 1, false, 0);
        Outcome shuffled = train(pipeline(Sampling.SHUFFLED), folder.resolve("shuffled"), 1, false, 0);
        assertThat(recall(balanced)).isGreaterThan(0.5).isGreaterThan(recall(shuffled));
    }

    private static double recall(Outcome outcome) {
        return outcome.test().confusion().recall(1);
    }
}
