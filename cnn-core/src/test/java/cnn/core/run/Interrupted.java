package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener;
import cnn.core.pipeline.PipelineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Training that is interrupted. */
final class Interrupted {
    private Interrupted() {
    }

    /** The files of a run as one that is killed behind this step leaves them, in a folder of their own. */
    static Path killed(Path run, TrainingListener.Progress progress, Path folder) {
        Path then = folder.resolve("killed-" + progress.epoch() + "-" + progress.step());
        try {
            Files.createDirectories(then);
            for (String name : List.of("checkpoint.safetensors", "model.safetensors")) {
                if (Files.exists(run.resolve(name))) {
                    Files.copy(run.resolve(name), then.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return then;
    }

    /** Stops a run behind a step, and lets another go on from there to the end. */
    static void train(Cnn cnn, Path into, PipelineConfig config, int stopped) {
        TrainingListener stopping = new TrainingListener() {
            private int steps;

            @Override
            public void stepped(Run run, Progress progress) {
                if (++steps == stopped) {
                    run.stop();
                }
            }
        };
        try (Cnn other = Cnn.builder().listener(stopping).build(); TrainingRun run = other.prepare(config)) {
            assertThat(run.train(into, false).end().reason()).isEqualTo(TrainingListener.Reason.INTERRUPTED);
        }
        try (TrainingRun run = cnn.prepare(config)) {
            run.train(into, true);
        }
    }
}
