package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.train.TrainingListener.End;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Progress;
import cnn.api.train.TrainingListener.Reason;
import cnn.api.train.TrainingListener.Run;
import cnn.api.train.TrainingListener.Scores;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingProgressTests {
    private static final Run RUN = new Watched("bars", 1, Shape.image(6, 6, 1), 86, 1000, 100, 2, 1, 10, 100, 2,
            "scalar", "loss");
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
            int epochs, int firstEpoch, int stepsPerEpoch, int batch, int threads, String kernels,
            String monitor) implements Run {
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
    void aLogTellsEveryTenSecondsThatTheRunIsAlive() {
        long[] seconds = {0};
        TrainingProgress progress = new TrainingProgress(new Terminal(System.out, err, 0),
                () -> seconds[0] * 1_000_000_000L);
        progress.started(RUN);
        for (seconds[0] = 1; seconds[0] <= 4; seconds[0]++) {
            progress.stepped(RUN, new Half(1, (int) seconds[0], 0.5, 0.75, 1234, 0));
        }
        for (seconds[0] = 5; seconds[0] <= 70; seconds[0] += 10) {
            progress.stepped(RUN, new Half(1, 5, 0.5, 0.75, 1234, 0));
        }
        assertThat(said().lines().skip(1)).hasSize(6).startsWith(
                "epoch 1/2  50 %  loss 0.5000  accuracy 75.00 %  1,234 images/s  0:45 left");
        assertThat(said()).doesNotContain("\r").doesNotContain("\u001b");
    }

    @Test
    void ofManyShortEpochsOneASecondIsTold() {
        long[] millis = {0};
        TrainingProgress progress = new TrainingProgress(new Terminal(System.out, err, 0),
                () -> millis[0] * 1_000_000L);
        Run many = new Watched("bars", 1, Shape.image(6, 6, 1), 86, 100, 0, 10_000, 1, 1, 100, 2, "scalar", "loss");
        progress.started(many);
        for (int epoch = 1; epoch <= 10_000; epoch++) {
            millis[0] += 5;
            progress.stepped(many, new Half(epoch, 1, 0.5, 0.75, 1234, 0));
            progress.epochEnded(many, new EpochReport(epoch, epoch, 0.1, FIRST.train(), null, 0.005, 1234, 0, false));
        }
        progress.ended(many, new End(Reason.COMPLETED, 10_000, 1, 50));
        assertThat(said().lines().skip(1)).hasSizeBetween(148, 151).startsWith(
                "epoch     1/10000  loss 0.5000  accuracy 75.00 %  1,234 images/s  0.0 s");
        assertThat(said()).contains("epoch   100/10000", "epoch   300/10000").doesNotContain("epoch   101/")
                .endsWith("epoch 10000/10000  loss 0.5000  accuracy 75.00 %  1,234 images/s  0.0 s\n");
    }

    @Test
    void theLastEpochIsToldWhereTheRunStopsEarly() {
        TrainingProgress progress = new TrainingProgress(new Terminal(System.out, err, 0), () -> 0);
        Run many = new Watched("bars", 1, Shape.image(6, 6, 1), 86, 100, 0, 10_000, 1, 1, 100, 2, "scalar", "loss");
        progress.started(many);
        for (int epoch = 1; epoch <= 150; epoch++) {
            progress.stepped(many, new Half(epoch, 1, 0.5, 0.75, 1234, 0));
            progress.epochEnded(many, new EpochReport(epoch, epoch, 0.1, FIRST.train(), null, 0.005, 1234, 0, false));
        }
        assertThat(said()).endsWith("epoch   100/10000  loss 0.5000  accuracy 75.00 %  1,234 images/s  0.0 s\n");
        progress.ended(many, new End(Reason.EARLY_STOP, 150, 1, 1));
        assertThat(said()).endsWith("epoch   150/10000  loss 0.5000  accuracy 75.00 %  1,234 images/s  0.0 s\n");
    }

    @Test
    void aTableInATerminalUnderWhichTheEpochGoesOn() throws InterruptedException {
        TrainingProgress progress = new TrainingProgress(new Terminal(System.out, err, 100));
        progress.started(RUN);
        for (int i = 0; i < 3000 && !said().contains("50 %"); i++) {
            progress.stepped(RUN, new Half(1, 5, 0.5, 0.75, 1234, 0));
            Thread.sleep(20);
        }
        progress.epochEnded(RUN, FIRST);
        progress.epochEnded(RUN, new EpochReport(2, 20, 0.1, FIRST.train(), FIRST.train(), 1.25, 1234, 0, false));
        progress.ended(RUN, new End(Reason.COMPLETED, 2, 1, 3));
        String said = said().substring(said().indexOf('\n') + 1).replaceAll("\u001b\\[(K|\\?7[hl])|\r", "");
        assertThat(said).containsPattern("(?m)^epoch 1/2 ━+╌+  50 %$").contains("\nloss 0.5000   accuracy 75.00 %\n",
                "1,234 images/s   epoch 0:0").contains("""
                        epoch     loss  accuracy     loss  accuracy     rate  images/s     time
                            1   0.5000   75.00 %   0.2500   87.50 %  0.10000     1,234    1.3 s  best
                        """);
        assertThat(said.substring(said.lastIndexOf("\u001b[J"))).isEqualTo("""
                \u001b[J
                validation loss        ⢠⠃
                0.5000                ⢀⠎
                best 0.2500 in 1      ⡜

                """);
        assertThat(said().lines()).allMatch(line -> line.strip().length() < 100);
    }

    @Test
    void aStepAllocatesNothing() {
        for (int width : new int[] {0, 80}) {
            TrainingProgress progress = new TrainingProgress(new Terminal(System.out, err, width));
            Progress step = new Half(1, 5, 0.5, 0.75, 1234, 0);
            progress.started(RUN);
            for (int i = 0; i < 20_000; i++) {
                progress.stepped(RUN, step);
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                progress.stepped(RUN, step);
            }
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            progress.closeBar();
            assertThat(bytes).as("of 10,000 steps, width %d", width).isLessThan(10_000);
        }
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
