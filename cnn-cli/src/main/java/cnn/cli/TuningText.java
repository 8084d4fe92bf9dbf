package cnn.cli;

import cnn.core.tune.Trial;
import cnn.core.tune.Trial.State;
import cnn.core.tune.TuningResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A search for people and for programs. */
final class TuningText {
    private static final int ROWS = 10;

    private TuningText() {
    }

    /** A value of a metric: a share in percent, all else as a loss is told. */
    static String value(String metric, double value) {
        return Double.isNaN(value) ? "–" : metric.endsWith("accuracy") ? Text.percent(value) : Text.loss(value);
    }

    /** In a word. */
    static String state(Trial trial) {
        return switch (trial.state()) {
            case COMPLETE -> "complete";
            case HALTED -> "given up";
            case FAILED -> "failed";
        };
    }

    /** The best setting, and a table of the best trials. */
    static String of(TuningResult result) {
        Trial best = result.best().orElseThrow();
        List<String> paths = List.copyOf(result.tune().ranges().keySet());
        StringBuilder text = new StringBuilder("best  trial ").append(best.number()).append(" of ")
                .append(result.trials().size()).append(": ").append(result.metric()).append(' ')
                .append(value(result.metric(), best.value())).append(" on the validation images, epoch ")
                .append(best.bestEpoch()).append(" of ").append(best.epochs()).append('\n');
        paths.forEach(path -> text.append("      ").append(path).append('=').append(best.text(path)).append('\n'));
        List<Object> heading = new ArrayList<>(List.of("trial", result.metric(), "epochs", "time"));
        heading.addAll(result.names());
        heading.add("state");
        Table table = new Table(heading.toArray());
        List<Trial> ranked = result.ranked();
        for (Trial trial : ranked.subList(0, Math.min(ROWS, ranked.size()))) {
            List<Object> row = new ArrayList<>(List.of(trial.number(), value(result.metric(), trial.value()),
                    trial.epochs(), Text.time(trial.seconds())));
            paths.forEach(path -> row.add(trial.text(path)));
            row.add(state(trial));
            table.row(row.toArray());
        }
        return text.append('\n').append(table) + (ranked.size() > ROWS
                ? "\nand " + Text.count(ranked.size() - ROWS, "trial") + " more"
                : "");
    }

    /** What stands above the best pipeline. */
    static String comment(TuningResult result) {
        Trial best = result.best().orElseThrow();
        StringBuilder text = new StringBuilder("# The best of ").append(Text.count(result.trials().size(), "trial"))
                .append(", trial ").append(best.number()).append(": ").append(result.metric()).append(' ')
                .append(value(result.metric(), best.value())).append(" on the validation images.\n");
        result.tune().ranges().keySet()
                .forEach(path -> text.append("# ").append(path).append('=').append(best.text(path)).append('\n'));
        return text.toString();
    }

    /** As maps and lists. */
    static Map<String, @Nullable Object> json(TuningResult result) {
        Trial best = result.best().orElseThrow();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", result.config().name());
        json.put("seed", result.config().seed());
        json.put("search", result.tune().search().name().toLowerCase(Locale.ROOT));
        json.put("metric", result.metric());
        json.put("complete", result.complete());
        json.put("best", trial(result, best));
        json.put("trials", result.trials().stream().map(trial -> trial(result, trial)).toList());
        return json;
    }

    private static Map<String, @Nullable Object> trial(TuningResult result, Trial trial) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("trial", trial.number());
        json.put("state", trial.state().name().toLowerCase(Locale.ROOT));
        json.put("value", Json.number(trial.value()));
        json.put("bestEpoch", trial.bestEpoch());
        json.put("epochs", trial.epochs());
        json.put("seconds", trial.seconds());
        Map<String, String> values = new LinkedHashMap<>();
        result.tune().ranges().keySet().forEach(path -> values.put(path, trial.text(path)));
        json.put("values", values);
        if (trial.state() == State.FAILED) {
            json.put("problem", trial.problem());
        }
        return json;
    }
}
