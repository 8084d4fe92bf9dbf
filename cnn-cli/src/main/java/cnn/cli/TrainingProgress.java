package cnn.cli;

import cnn.api.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run. Where a person watches: a table of the epochs that are over and, under it, the one under way with the curve of
 * those before; else plain lines, for each epoch and within long ones.
 *
 * <p>A step costs it a look at the clock and a few numbers put where the drawing finds them: that is done by a thread of its own,
 * ten times a second.
 */
final class TrainingProgress implements TrainingListener {
    private static final double WORTH_TELLING = 0.05;
    private static final long SECOND = 1_000_000_000L;
    /** Where nobody watches, a log still tells that the run is alive. */
    private static final long BETWEEN_LINES = 10 * SECOND;
    /** Epochs that are told however short they are; of later ones, one each second and the last. */
    private static final int ALL_TOLD = 100;
    private static final int MILLIS_BETWEEN_DRAWINGS = 100;

    private final Terminal terminal;
    private final LastLines last;
    private final EpochPanel panel;
    private final LongSupplier nanos;
    private @Nullable Run watched;
    private @Nullable TimeLeft time;
    private @Nullable EpochTable table;
    private @Nullable MonitoredCurve curve;
    private @Nullable ProgressBar bar;
    private @Nullable EpochReport untold;
    private long said;
    private int told;
    private int epochs;
    private volatile int epoch;
    private volatile int step;
    private volatile double loss;
    private volatile double accuracy;
    private volatile double imagesPerSecond;

    TrainingProgress(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    /** With a clock. */
    TrainingProgress(Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        last = new LastLines(terminal);
        panel = new EpochPanel(terminal.screen());
        this.nanos = nanos;
    }

    @Override
    public void started(Run run) {
        watched = run;
        said = nanos.getAsLong();
        told = 0;
        untold = null;
        time = new TimeLeft(run.epochs(), run.stepsPerEpoch(), said);
        table = new EpochTable(run.epochs(), terminal.screen());
        curve = new MonitoredCurve(run.monitor(), run.validationExamples() > 0);
        terminal.say("training  " + Text.count(run.epochs(), "epoch") + " of "
                + Text.count(run.stepsPerEpoch(), "step") + " of " + Text.count(run.batch(), "image") + " on "
                + Text.count(run.threads(), "thread") + ", kernels " + run.kernels()
                + (run.firstEpoch() > 1 ? ", going on with epoch " + run.firstEpoch() : ""));
    }

    @Override
    public void stepped(Run run, Progress progress) {
        long now = nanos.getAsLong();
        time.stepped(progress.epoch(), progress.step(), now);
        epoch = progress.epoch();
        step = progress.step();
        loss = progress.loss();
        accuracy = progress.accuracy();
        imagesPerSecond = progress.imagesPerSecond();
        if (terminal.interactive()) {
            if (bar == null) {
                bar = new ProgressBarBuilder().setInitialMax(run.stepsPerEpoch()).clearDisplayOnFinish()
                        .setUpdateIntervalMillis(MILLIS_BETWEEN_DRAWINGS).continuousUpdate().setConsumer(new Shown())
                        .setRenderer((_, _) -> "").build();
            }
        } else if (now - said >= BETWEEN_LINES && step < run.stepsPerEpoch()) {
            said = now;
            terminal.say(line(now));
        }
    }

    @Override
    public void epochEnded(Run run, EpochReport report) {
        epochs++;
        long now = nanos.getAsLong();
        time.epochEnded(now);
        curve.add(report);
        untold = report;
        if (told < ALL_TOLD || now - said >= SECOND || report.epoch() == run.epochs()) {
            tell();
            said = now;
        }
    }

    /** Tells of the last epoch. */
    private void tell() {
        told++;
        if (terminal.interactive()) {
            List<String> row = table.row(untold, terminal.columns());
            last.above(row.size() == 1 ? row : apart(row));
        } else {
            terminal.say(line(untold, watched.epochs()));
        }
        untold = null;
    }

    /** Epochs that it saw the end of. */
    int epochs() {
        return epochs;
    }

    @Override
    public void ended(Run run, End end) {
        closeBar();
        if (untold != null) {
            tell();
        }
        if (terminal.interactive()) {
            List<String> lines = panel.end(curve, terminal.columns());
            if (!lines.isEmpty()) {
                last.above(apart(lines));
                last.above(List.of(""));
            }
        }
    }

    private static List<String> apart(List<String> lines) {
        List<String> apart = new ArrayList<>(List.of(""));
        apart.addAll(lines);
        return apart;
    }

    /** Takes the epoch under way from the screen; to be called as well where training fails. */
    void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** What one epoch brought. */
    static String line(EpochReport report, int epochs) {
        int width = Integer.toString(epochs).length();
        String text = String.format(Locale.ROOT, "epoch %" + width + "d/%d  loss %s%s", report.epoch(),
                epochs, Text.loss(report.train().loss()), accuracy(report.train().accuracy()));
        if (report.validation() != null) {
            text += "  validation " + Text.loss(report.validation().loss())
                    + (Double.isNaN(report.validation().accuracy())
                            ? ""
                            : "  " + Text.percent(report.validation().accuracy()));
        }
        if (report.raw() != null) {
            text += " (unaveraged " + (Double.isNaN(report.raw().accuracy())
                    ? Text.loss(report.raw().loss())
                    : Text.percent(report.raw().accuracy())) + ")";
        }
        return text + "  " + Text.count(report.imagesPerSecond()) + " images/s  " + Text.time(report.seconds())
                + waited(report) + (report.best() ? "  best" : "");
    }

    /** That the network waited for data is told from a twentieth of the time on. */
    static String waited(EpochReport report) {
        return report.dataWait() < WORTH_TELLING ? "" : "  waited for data " + Text.percent(report.dataWait());
    }

    /** Nothing where targets are not classes: then there is none, and the loss says how training goes. */
    private static String accuracy(double accuracy) {
        return Double.isNaN(accuracy) ? "" : "  accuracy " + Text.percent(accuracy);
    }

    /** The epoch under way, for a log. */
    private String line(long now) {
        return String.format(Locale.ROOT, "epoch %d/%d  %.0f %%  loss %s%s  %s images/s  %s left",
                epoch, watched.epochs(), 100.0 * step / watched.stepsPerEpoch(), Text.loss(loss), accuracy(accuracy),
                Text.count(imagesPerSecond), Text.clock(time.ofRun(now)));
    }

    private EpochPanel.Standing standing(Run run) {
        long now = nanos.getAsLong();
        return new EpochPanel.Standing(epoch, run.epochs(), step, run.stepsPerEpoch(), run.validationExamples(), loss,
                accuracy, imagesPerSecond, time.ofEpoch(now), time.ofRun(now));
    }

    /** Draws whenever the library says that it is time. */
    private final class Shown implements ProgressBarConsumer {
        private final Run run = watched;

        @Override
        public int getMaxRenderedLength() {
            return terminal.columns();
        }

        @Override
        public void accept(String line) {
            last.show(panel.lines(standing(run), curve, terminal.columns()));
        }

        @Override
        public void close() {
            last.clear();
        }
    }
}
