package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.core.pipeline.Interval;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Registry;
import cnn.core.train.Bars;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.average.Ema;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.AdamW;
import cnn.layers.optimizer.ScheduleFreeAdamW;
import cnn.layers.schedule.ConstantRate;
import cnn.layers.schedule.WarmupCosine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run whose groups thaw goes on from anywhere to the very bits of one that nobody interrupted. */
class ThawedRunTests {
    private static final Registry REGISTRY = Registry.load();

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    private record Images() implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(new Bars(40, 1), new Bars(20, 2), null);
        }
    }

    private static TrainConfig plain(int epochs) {
        return TrainConfig.of(epochs, 16, AdamW.of(0.01), new WarmupCosine(1, 0), SoftmaxCrossEntropy.of(),
                new Accuracy());
    }

    static List<TrainConfig> configs() {
        return List.of(plain(3), plain(3).average(Ema.of(0.8)), plain(3).optimizer(ScheduleFreeAdamW.of(0.01)));
    }

    private static PipelineConfig pipeline(TrainConfig train) {
        return PipelineConfig.of("bars", new Images(),
                List.of(Entry.of("stem/conv", Conv2d.of(3, 3)), Entry.of("stem/bn", BatchNorm.of()),
                        Entry.of(new Flatten()), Entry.of(Dropout.of(0.3)), Entry.of("head", Dense.of(2))),
                train.groups(ParameterGroup.of("stem/**").frozen(true).thaw(2).rate(0.1)));
    }

    private void train(Path into, PipelineConfig config, boolean resume, int threads,
            Consumer<TrainingListener.Progress> stepped) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                stepped.accept(progress);
            }
        };
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(threads).listener(listener).build();
                TrainingRun run = cnn.prepare(config, RunOptions.of().notes(notes::add))) {
            run.train(into, resume);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void whereverItWasKilledItEndsInTheSameBits(TrainConfig train) throws IOException {
        PipelineConfig config = pipeline(train.checkpoint(Interval.steps(1)));
        Path whole = folder.resolve("whole");
        Set<Path> killed = new LinkedHashSet<>();
        train(whole, config, false, 1, progress -> killed.add(Interrupted.killed(whole, progress, folder)));
        assertThat(killed).as("three steps in each of three epochs").hasSize(9);
        for (Path then : killed) {
            train(then, config, true, 3, progress -> {
            });
            assertThat(Files.mismatch(whole.resolve("model.safetensors"), then.resolve("model.safetensors")))
                    .as(then.getFileName().toString()).isEqualTo(-1);
        }
    }

    @Test
    void aRunMayEndBeforeTheThawAndGoOnBehindIt() throws IOException {
        Path whole = folder.resolve("whole");
        PipelineConfig config = pipeline(plain(3).schedule(new ConstantRate()));
        train(whole, config, false, 1, progress -> {
        });
        assertThat(notes).isEmpty();
        Path parts = folder.resolve("parts");
        train(parts, config.train(config.train().epochs(1)), false, 1, progress -> {
        });
        assertThat(notes).containsExactly("The group 'stem/**' thaws in epoch 2, but the run has 1 epoch: it stays "
                + "frozen to the end. Let it thaw earlier, or set train.epochs to more.");
        train(parts, config, true, 1, progress -> {
        });
        assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                .isEqualTo(-1);
    }
}
