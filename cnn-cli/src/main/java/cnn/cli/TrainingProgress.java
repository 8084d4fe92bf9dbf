package cnn.cli;

import cnn.api.train.TrainingListener;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** Shows a run: a line for every epoch and, where a person watches, a bar for the one under way. */
final class TrainingProgress implements TrainingListener {
    private static final int LONGEST_BAR = 30;
    private static final double WORTH_TELLING = 0.05;

    private final Terminal terminal;
    private @Nullable Start start;
    private @Nullable ProgressBar bar;
    private long began;
    private volatile int epoch;
    private volatile double loss;
    private volatile double accuracy;
    private volatile double imagesPerSecond;

    TrainingProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void started(Start about) {
        start = about;
        began = System.nanoTime();
        terminal.say("training  " + Text.count(about.epochs(), "epoch") + " of "
                + Text.count(about.stepsPerEpoch(), "step") + " of " + Text.count(about.batch(), "image") + " on "
                + Text.count(about.threads(), "thread") + ", kernels " + about.kernels()
                + (about.firstEpoch() > 1 ? ", going on with epoch " + about.firstEpoch() : ""));
    }

    @Override
    public void stepped(Progress progress) {
        if (!terminal.interactive()) {
            return;
        }
        epoch = progress.epoch();
        loss = progress.loss();
        accuracy = progress.accuracy();
        imagesPerSecond = progress.imagesPerSecond();
        if (bar == null) {
            bar = new ProgressBarBuilder().setInitialMax(start.stepsPerEpoch()).clearDisplayOnFinish()
                    .setUpdateIntervalMillis(100).setConsumer(new LastLine())
                    .setRenderer(this::render).build();
        }
        bar.stepTo(progress.step());
    }

    @Override
    public void epochEnded(EpochReport report) {
        closeBar();
        terminal.say(line(report, start.epochs()));
    }

    @Override
    public void ended(End end) {
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
        String text = String.format(Locale.ROOT, "epoch %" + width + "d/%d  loss %s  accuracy %s", report.epoch(),
                epochs, Text.loss(report.train().loss()), Text.percent(report.train().accuracy()));
        if (report.validation() != null) {
            text += "  validation " + Text.loss(report.validation().loss()) + "  "
                    + Text.percent(report.validation().accuracy());
        }
        text += "  " + Text.count(report.imagesPerSecond()) + " images/s  " + Text.time(report.seconds());
        if (report.dataWait() >= WORTH_TELLING) {
            text += "  waited for data " + Text.percent(report.dataWait());
        }
        return text + (report.best() ? "  best" : "");
    }

    /** The epoch under way, in a line of at most this width. */
    private String render(ProgressState state, int width) {
        double share = Math.min(1, (double) state.getCurrent() / Math.max(1, state.getMax()));
        double done = epoch - start.firstEpoch() + share;
        double left = (System.nanoTime() - began) * 1e-9 * (start.epochs() - start.firstEpoch() + 1 - done)
                / Math.max(1e-9, done);
        String head = "epoch " + epoch + "/" + start.epochs() + " ";
        String tail = String.format(Locale.ROOT, " %3.0f %%  %s left  loss %s  accuracy %s  %s images/s", 100 * share,
                Text.clock(left), Text.loss(loss), Text.percent(accuracy), Text.count(imagesPerSecond));
        int bar = Math.clamp((long) width - head.length() - tail.length(), 0, LONGEST_BAR);
        int full = (int) Math.round(share * bar);
        String line = head + "━".repeat(full) + "╌".repeat(bar - full) + tail;
        // blanks wipe out what a longer line left
        return line.length() < width ? line + " ".repeat(width - line.length()) : line.substring(0, width);
    }

    /** The terminal's last line, which is overwritten, and empty in the end. */
    private final class LastLine implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return terminal.width() - 1;
        }

        @Override
        public void accept(String line) {
            terminal.err().print("\r" + line);
            terminal.err().flush();
        }

        @Override
        public void close() {
            accept(" ".repeat(getMaxRenderedLength()) + "\r");
        }
    }
}
