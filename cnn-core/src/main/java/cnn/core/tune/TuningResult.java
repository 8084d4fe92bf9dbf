package cnn.core.tune;

import cnn.core.config.RecordCodec;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TuneConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a search came to.
 *
 * @param config what was searched
 * @param metric what makes a trial good
 * @param higherIsBetter whether more of it is better
 * @param trials in order of their numbers
 * @param complete whether it came to its end; else it was stopped
 * @param pipeline the best trial's pipeline, to be trained as it is; empty where no trial came to anything
 */
public record TuningResult(PipelineConfig config, String metric, boolean higherIsBetter, List<Trial> trials,
        boolean complete, Optional<PipelineConfig> pipeline) {
    public TuningResult {
        trials = List.copyOf(trials);
    }

    /** How it was searched. */
    public TuneConfig tune() {
        TuneConfig tune = config.tune();
        if (tune == null) {
            throw new IllegalStateException(
                    "The result of a search has a pipeline without 'tune'. Give the searched one.");
        }
        return tune;
    }

    /** The best trial of those that had all their epochs; where none had, of those that were given up. */
    public Optional<Trial> best() {
        return best(trials, new Goal(higherIsBetter));
    }

    static Optional<Trial> best(List<Trial> trials, Goal goal) {
        return ranked(trials, goal).stream().filter(trial -> !trial.failed()).findFirst();
    }

    /** Best first: trials with all their epochs, then those that were given up, the latest first, then those that failed. */
    public List<Trial> ranked() {
        return ranked(trials, new Goal(higherIsBetter));
    }

    private static List<Trial> ranked(List<Trial> trials, Goal goal) {
        return trials.stream().sorted(Comparator.comparing(Trial::state)
                .thenComparing(Comparator.comparingInt((Trial trial) -> trial.state() == Trial.State.HALTED
                        ? trial.epochs()
                        : 0).reversed())
                .thenComparing(goal.bestFirst())).toList();
    }

    /** The best trial's pipeline as a file has it; empty where there is none, or its data has no id to be written by. */
    public Optional<String> yaml() {
        try {
            return pipeline.map(best -> RecordCodec.encodeChanges(PipelineConfig.class, best).toYaml());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What paths are called beside each other, in the order of the ranges: their last keys, as many as tell them apart. */
    public List<String> names() {
        List<String> paths = List.copyOf(tune().ranges().keySet());
        return paths.stream().map(path -> {
            for (int dot = path.lastIndexOf('.'); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
                String end = path.substring(dot);
                if (paths.stream().filter(other -> other.endsWith(end)).count() == 1) {
                    return end.substring(1);
                }
            }
            return path;
        }).toList();
    }

    /** As a table for spreadsheets: one line a trial, with a heading. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("trial,state,").append(cell(metric)).append(",best_epoch,epochs,seconds");
        tune().ranges().keySet().forEach(path -> csv.append(',').append(cell(path)));
        csv.append(",problem\n");
        for (Trial trial : trials) {
            csv.append(trial.number()).append(',').append(trial.state().name().toLowerCase(Locale.ROOT))
                    .append(',').append(Double.isNaN(trial.value()) ? "" : Double.toString(trial.value())).append(',')
                    .append(trial.bestEpoch()).append(',').append(trial.epochs()).append(',').append(trial.seconds());
            tune().ranges().keySet().forEach(path -> csv.append(',').append(cell(trial.text(path))));
            csv.append(',').append(cell(trial.problem() == null ? "" : trial.problem())).append('\n');
        }
        return csv.toString();
    }

    private static String cell(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
