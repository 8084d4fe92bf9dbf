package cnn.cli;

import cnn.api.train.TrainingListener;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** Shows a run: a line for every epoch and, where a person watches, a bar for the one under way. */
final class TrainingProgress implements TrainingListener {
    private static final double WORTH_TELLING = 0.05;
    /** Where nobody watches a bar, a log still tells that the run is alive. */
    private static final long NANOS_BETWEEN_LINES = 30_000_000_000L;

    private final Terminal terminal;
    private final LastLine last;
    private final LongSupplier nanos;
    private long said;
    private @Nullable Run watched;
    private @Nullable ProgressBar bar;
    private long began;
    private int epochs;
    private volatile int epoch;
    private volatile double loss;
    private volatile double accuracy;
    private volatile double imagesPerSecond;

    TrainingProgress(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    /** With a clock. */
    TrainingProgress(Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        last = new LastLine(terminal);
        this.nanos = nanos;
    }

    @Override
    public void started(Run run) {
        watched = run;
        began = nanos.getAsLong();
        said = began;
        terminal.say("training  " + Text.count(run.epochs(), "epoch") + " of "
                + Text.count(run.stepsPerEpoch(), "step") + " of " + Text.count(run.batch(), "image") + " on "
                + Text.count(run.threads(), "thread") + ", kernels " + run.kernels()
                + (run.firstEpoch() > 1 ? ", going on with epoch " + run.firstEpoch() : ""));
    }

    @Override
    public void stepped(Run run, Progress progress) {
        if (!terminal.interactive()) {
            long now = nanos.getAsLong();
            if (now - said >= NANOS_BETWEEN_LINES && progress.step() < run.stepsPerEpoch()) {
                said = now;
                terminal.say(line(progress));
            }
            return;
        }
        epoch = progress.epoch();
        loss = progress.loss();
        accuracy = progress.accuracy();
        imagesPerSecond = progress.imagesPerSecond();
        if (bar == null) {
            bar = new ProgressBarBuilder().setInitialMax(run.stepsPerEpoch()).clearDisplayOnFinish()
                    .setUpdateIntervalMillis(100).setConsumer(new Shown())
                    .setRenderer(this::render).build();
        }
        bar.stepTo(progress.step());
    }

    @Override
    public void epochEnded(Run run, EpochReport report) {
        closeBar();
        epochs++;
        said = nanos.getAsLong();
        terminal.say(line(report, run.epochs()));
    }

    /** Epochs that it saw the end of. */
    int epochs() {
        return epochs;
    }

    @Override
    public void ended(Run run, End end) {
        closeBar();
    }

    /** Takes the bar away; to be called as well where training fails. */
    void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** What one epoch brought. That the network waited for data is told from a twentieth of the time on. */
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
        text += "  " + Text.count(report.imagesPerSecond()) + " images/s  " + Text.time(report.seconds());
        if (report.dataWait() >= WORTH_TELLING) {
            text += "  waited for data " + Text.percent(report.dataWait());
        }
        return text + (report.best() ? "  best" : "");
    }

    /** Nothing where targets are not classes: then there is none, and the loss says how training goes. */
    private static String accuracy(double accuracy) {
        return Double.isNaN(accuracy) ? "" : "  accuracy " + Text.percent(accuracy);
    }

    /** The epoch under way, for a log. */
    private String line(Progress progress) {
        double share = (double) progress.step() / watched.stepsPerEpoch();
        return String.format(Locale.ROOT, "epoch %d/%d  %.0f %%  loss %s%s  %s images/s  %s left",
                progress.epoch(), watched.epochs(), 100 * share, Text.loss(progress.loss()),
                accuracy(progress.accuracy()), Text.count(progress.imagesPerSecond()),
                Text.clock(left(progress.epoch(), share)));
    }

    /** Seconds to the end of the run, going on as so far. */
    private double left(int epoch, double share) {
        double done = epoch - watched.firstEpoch() + share;
        return (nanos.getAsLong() - began) * 1e-9 * (watched.epochs() - watched.firstEpoch() + 1 - done)
                / Math.max(1e-9, done);
    }

    /** The epoch under way, as wide as the terminal. */
    private String render(ProgressState state, int width) {
        double share = Math.min(1, (double) state.getCurrent() / Math.max(1, state.getMax()));
        return last.bar("epoch " + epoch + "/" + watched.epochs() + " ", share, String.format(Locale.ROOT,
                " %3.0f %%  %s left  loss %s%s  %s images/s", 100 * share, Text.clock(left(epoch, share)),
                Text.loss(loss), accuracy(accuracy), Text.count(imagesPerSecond)));
    }

    /** Where the library's bar is drawn. */
    private final class Shown implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return last.width();
        }

        @Override
        public void accept(String line) {
            last.show(line);
        }

        @Override
        public void close() {
            last.clear();
        }
    }
}
