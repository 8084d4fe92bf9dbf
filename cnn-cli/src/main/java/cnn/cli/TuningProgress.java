package cnn.cli;

import cnn.api.train.TrainingListener;
import cnn.core.config.ConfigNode;
import cnn.core.pipeline.TuneConfig;
import cnn.core.pipeline.TuneConfig.Search;
import cnn.core.tune.Trial;
import cnn.core.tune.TuningListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows a search: a row for every trial that ends and, where a person watches, a bar for the one under way. */
final class TuningProgress implements TuningListener, TrainingListener, AutoCloseable {
    private static final int NARROWEST = 8;
    private static final long NANOS_BETWEEN_BARS = 100_000_000L;

    private final Terminal terminal;
    private final LastLines last;
    private final TuneConfig tune;
    private final String metric;
    private final int epochs;
    private boolean headed;
    private boolean shown;
    private long drawn;
    private int trial;
    private int target;

    TuningProgress(Terminal terminal, TuneConfig tune, String metric, int epochs) {
        this.metric = metric;
        this.terminal = terminal;
        last = new LastLines(terminal);
        this.tune = tune;
        this.epochs = epochs;
    }

    @Override
    public void began(int number, Map<String, ConfigNode> values, int wanted) {
        trial = number;
        target = wanted;
    }

    @Override
    public void stepped(Run run, Progress progress) {
        long now = System.nanoTime();
        if (!terminal.interactive() || shown && now - drawn < NANOS_BETWEEN_BARS) {
            return;
        }
        drawn = now;
        shown = true;
        double share = (progress.epoch() - 1 + (double) progress.step() / run.stepsPerEpoch()) / target;
        last.bar("trial " + trial + "/" + tune.trials() + " ", Math.min(1, share), String.format(Locale.ROOT,
                " epoch %d/%d  loss %s  %s images/s", progress.epoch(), target, Text.loss(progress.loss()),
                Text.count(progress.imagesPerSecond())));
    }

    @Override
    public void ended(Trial ended) {
        close();
        List<String> paths = List.copyOf(tune.ranges().keySet());
        if (!headed) {
            headed = true;
            List<String> heading = new ArrayList<>(List.of("trial", metric, "epochs", "time"));
            paths.forEach(path -> heading.add(path.substring(path.lastIndexOf('.') + 1)));
            terminal.say(row(heading, ""));
        }
        List<String> cells = new ArrayList<>(List.of(Integer.toString(ended.number()),
                TuningText.value(metric, ended.value()),
                ended.epochs() + "/" + epochs, Text.time(ended.seconds())));
        paths.forEach(path -> cells.add(ended.text(path)));
        terminal.say(row(cells, switch (ended.state()) {
            case COMPLETE -> "";
            case HALTED -> tune.search() == Search.HALVING ? "" : "given up"; // it may go on in the next round
            case FAILED -> "failed: " + firstSentence(String.valueOf(ended.problem()));
        }));
    }

    private static String firstSentence(String problem) {
        int end = problem.replace('\n', ' ').indexOf(". ");
        return (end < 0 ? problem : problem.substring(0, end + 1)).replace('\n', ' ');
    }

    private String row(List<String> cells, String end) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String name = i < 4 ? "" : List.copyOf(tune.ranges().keySet()).get(i - 4);
            int width = Math.max(NARROWEST, name.length() - name.lastIndexOf('.') - 1);
            String cell = cells.get(i);
            row.append(" ".repeat(Math.max(0, width - cell.length()))).append(cell).append("  ");
        }
        return (row + end).stripTrailing();
    }

    /** Takes the bar away; to be called as well where the search fails. */
    @Override
    public void close() {
        if (shown) {
            last.clear();
            shown = false;
        }
    }
}
