package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener;
import cnn.core.config.ConfigNode;
import cnn.core.pipeline.Range;
import cnn.core.pipeline.TuneConfig;
import cnn.core.pipeline.TuneConfig.Search;
import cnn.core.tune.Trial;
import cnn.core.tune.Trial.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TuningProgressTests {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final TuneConfig tune = TuneConfig.of(20).range("train.batch", Range.choice("8", "16"));

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static Trial trial(int number, State state, double value, String problem) {
        return new Trial(number, Map.of("train.batch", ConfigNode.number("8")), state, value, 1, List.of(value), 61,
                problem);
    }

    /** A step of a run: 5 of 10 in epoch 2. */
    private static void step(TuningProgress progress) {
        TrainingListener.Run run = answering(TrainingListener.Run.class, Map.of("stepsPerEpoch", 10));
        progress.stepped(run, answering(TrainingListener.Progress.class,
                Map.of("epoch", 2, "step", 5, "loss", 0.25, "imagesPerSecond", 1234.0)));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    @Test
    void writesARowForEachTrial() {
        TuningProgress progress = new TuningProgress(new Terminal(err, err, 0), tune, "accuracy", 3);
        step(progress);
        progress.ended(trial(1, State.COMPLETE, 0.975, null));
        progress.ended(trial(2, State.HALTED, 0.5, null));
        progress.ended(trial(3, State.FAILED, Double.NaN, "Layer 'x' cannot take (1):\nit is small. Use another."));
        assertThat(text().lines()).containsExactly("   trial  accuracy    epochs      time     batch",
                "       1   97.50 %       1/3      1:01         8",
                "       2   50.00 %       1/3      1:01         8  given "
                        + "up",
                "       3         –       1/3      1:01         8  failed: Layer 'x' cannot take (1): it is small.");
    }

    /** What is given up for this round may go on in the next. */
    @Test
    void saysNothingOfTheEndOfARound() {
        TuningProgress progress = new TuningProgress(new Terminal(err, err, 0), tune.search(Search.HALVING), "loss", 3);
        progress.ended(trial(2, State.HALTED, 0.5, null));
        assertThat(text()).contains("0.5000").doesNotContain("given up");
    }

    @Test
    void showsTheTrialUnderWayToWhoWatches() {
        TuningProgress progress = new TuningProgress(new Terminal(err, err, 80), tune, "loss", 3);
        progress.began(7, Map.of(), 3);
        step(progress);
        assertThat(text()).contains("trial 7/20 ", " epoch 2/3  loss 0.2500  1,234 images/s").contains("━");
        shown.reset();
        progress.ended(trial(7, State.COMPLETE, 0.5, null));
        assertThat(text()).startsWith("\r\u001b[J").endsWith("       7    0.5000       1/3      1:01         8\n");
    }
}
