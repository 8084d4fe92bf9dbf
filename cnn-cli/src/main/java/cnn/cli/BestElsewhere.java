package cnn.cli;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Outcome;
import org.jspecify.annotations.Nullable;

/** Tells that another epoch than the kept one had the best accuracy: loss chooses unless one says otherwise. */
final class BestElsewhere {
    private BestElsewhere() {
    }

    /** One line; null where the kept epoch is the most accurate as well, or was not chosen by loss. */
    static @Nullable String line(Outcome outcome, TrainConfig config) {
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
                + "); the model is epoch " + kept + "'s, which had the lowest loss. " + (config.metricNames()
                        .contains("accuracy")
                                ? "Choose by accuracy with train.monitor=accuracy."
                                : "Choose by accuracy with accuracy among train.metrics and train.monitor=accuracy.");
    }

    private static Scores scores(EpochReport report) {
        return report.validation() == null ? report.train() : report.validation();
    }
}
