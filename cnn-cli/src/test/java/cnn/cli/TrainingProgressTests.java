package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Progress;
import cnn.api.train.TrainingListener.Run;
import cnn.api.train.TrainingListener.Scores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingProgressTests {
    private static final Run RUN = new Watched("bars", 1, Shape.image(6, 6, 1), 86, 1000, 100, 2, 1, 10, 100, 2,
            "scalar");
    private static final EpochReport FIRST = new EpochReport(1, 10, 0.1, new Scores(0.5, Map.of("accuracy", 0.75)),
            new Scores(0.25, Map.of("accuracy", 0.875)), 1.25, 1234, 0.02, true);

    private record Half(int epoch, int step, double loss, double accuracy, double imagesPerSecond,
            double dataWait) implements Progress {
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private record Watched(String name, long seed, Shape input, long parameters, int trainExamples,
            int validationExamples,
            int epochs, int firstEpoch, int stepsPerEpoch, int batch, int threads, String kernels) implements Run {
        @Override
        public void stop() {
            throw new AssertionError("it only watches");
        }
    }

    @Test
    void aLineForEachEpochWhereThereIsNoTerminal() {
        TrainingProgress progress = new TrainingProgress(new Terminal(System.out, err, 0));
        progress.started(RUN);
        progress.stepped(RUN, new Half(1, 5, 0.5, 0.75, 1234, 0));
        progress.epochEnded(RUN, FIRST);
        assertThat(said()).isEqualTo("""
                training  2 epochs of 10 steps of 100 images on 2 threads, kernels scalar
                epoch 1/2  loss 0.5000  accuracy 75.00 %  validation 0.2500  87.50 %  1,234 images/s  1.3 s  best
                """);
    }

    @Test
    void aLogTellsEveryHalfMinuteThatTheRunIsAlive() {
        long[] seconds = {0};
        TrainingProgress progress = new TrainingProgress(new Terminal(System.out, err, 0),
                () -> seconds[0] * 1_000_000_000L);
        progress.started(RUN);
        for (seconds[0] = 10; seconds[0] <= 70; seconds[0] += 10) {
            progress.stepped(RUN, new Half(1, (int) seconds[0] / 10, 0.5, 0.75, 1234, 0));
        }
        assertThat(said().lines().skip(1)).containsExactly(
                "epoch 1/2  30 %  loss 0.5000  accuracy 75.00 %  1,234 images/s  2:50 left",
                "epoch 1/2  60 %  loss 0.5000  accuracy 75.00 %  1,234 images/s  2:20 left");
    }

    @Test
    void aBarInATerminalThatTheEpochsLineReplaces() throws InterruptedException {
        TrainingProgress progress = new TrainingProgress(new Terminal(System.out, err, 100));
        progress.started(RUN);
        for (int i = 0; i < 3000 && !said().contains("50 %"); i++) {
            progress.stepped(RUN, new Half(1, 5, 0.5, 0.75, 1234, 0));
            Thread.sleep(20);
        }
        progress.epochEnded(RUN, FIRST);
        String[] drawn = said().substring(said().indexOf('\n') + 1).split("\r");
        assertThat(drawn).anyMatch(line -> line.matches(
                "epoch 1/2 (━+)╌+  50 %  \\d+:\\d\\d left  loss 0\\.5000  accuracy 75\\.00 %  1,234 images/s *"));
        assertThat(drawn).allMatch(line -> line.strip().length() < 100);
        assertThat(drawn[drawn.length - 2]).isBlank();
        assertThat(drawn[drawn.length - 1]).startsWith("epoch 1/2  loss 0.5000").endsWith("best\n");
    }

    @Test
    void tellsWhereTheNetworkWaitedForData() {
        EpochReport slow = new EpochReport(2, 20, 0.1, FIRST.train(), null, 2.5, 400, 0.25, false);
        assertThat(TrainingProgress.line(FIRST, 2)).doesNotContain("waited");
        assertThat(TrainingProgress.line(slow, 2)).endsWith("400 images/s  2.5 s  waited for data 25.00 %");
    }

    @Test
    void tellsTheWeightsThemselvesBesideTheirAverage() {
        EpochReport averaged = new EpochReport(2, 20, 0.1, FIRST.train(), FIRST.validation(), 2.5, 400, 0, false,
                new Scores(0.375, Map.of("accuracy", 0.8125)));
        EpochReport numbers = new EpochReport(2, 20, 0.1, FIRST.train(), new Scores(0.25, Map.of()), 2.5, 400, 0, false,
                new Scores(0.375, Map.of()));
        assertThat(TrainingProgress.line(averaged, 2)).contains("validation 0.2500  87.50 % (unaveraged 81.25 %)  400");
        assertThat(TrainingProgress.line(numbers, 2)).contains("validation 0.2500 (unaveraged 0.3750)  400");
        assertThat(TrainingProgress.line(FIRST, 2)).doesNotContain("unaveraged");
    }
}
