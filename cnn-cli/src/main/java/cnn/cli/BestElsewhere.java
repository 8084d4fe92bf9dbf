package cnn.cli;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.pipeline.OutputConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells that another epoch than the kept one had the best accuracy: loss chooses unless one says otherwise. */
final class BestElsewhere {
    private BestElsewhere() {
    }

    /** One line; null where the kept epoch is the most accurate as well, or was not chosen by loss. */
    static @Nullable String line(Outcome outcome, TrainConfig config, @Nullable Map<String, OutputConfig> outputs) {
        int kept = outcome.end().bestEpoch();
        if (!config.monitor().equals(TrainConfig.LOSS) || kept == 0) {
            return null;
        }
        EpochReport best = outcome.history().epochs().get(kept - 1);
        for (EpochReport report : outcome.history().epochs()) {
            best = scores(report).accuracy() > scores(best).accuracy() ? report : best;
        }
        if (best.epoch() == kept) {
            return null;
        }
        String images = best.validation() == null ? "training" : "validation";
        return "Epoch " + best.epoch() + " had the best " + images + " accuracy ("
                + Text.percent(scores(best).accuracy())
                + "); the model is epoch " + kept + "'s, which had the lowest loss. " + cure(config, outputs);
    }

    /** Accuracy is told where there is one output; it may have a name. */
    private static String cure(TrainConfig config, @Nullable Map<String, OutputConfig> outputs) {
        boolean named = outputs != null && !outputs.isEmpty();
        String output = named ? outputs.keySet().iterator().next() : "train";
        boolean known = (named ? outputs.get(output).metricNames() : config.metricNames()).contains("accuracy");
        return "Choose by accuracy with " + (known
                ? ""
                : "accuracy among " + (named ? "outputs." + output : output) + ".metrics and ")
                + "train.monitor=" + (named ? output + "/" : "") + "accuracy.";
    }

    private static Scores scores(EpochReport report) {
        return report.validation() == null ? report.train() : report.validation();
    }
}
