package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener;
import cnn.core.pipeline.PipelineConfig;
import java.nio.file.Path;

/** Training that is interrupted. */
final class Interrupted {
    private Interrupted() {
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
