package cnn.cli;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.engine.Engine;
import cnn.core.evaluate.ClassFigures;
import cnn.core.file.Sha256;
import cnn.core.run.Outcome;
import cnn.core.run.TrainingRun;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Reason;
import cnn.core.train.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run leaves in its folder beside model and checkpoint. */
final class RunFiles {
    private static final String HISTORY = "history.csv";
    private static final String SUMMARY = "summary.json";
    private static final String TRAINING = "training.png";
    private static final String CONFUSION = "confusion.png";
    /** All of them: what an earlier run left of these does not stay beside a new run's. */
    static final Set<String> NAMES = Set.of(HISTORY, SUMMARY, TRAINING, CONFUSION, ReportPage.NAME);

    private final Path folder;

    RunFiles(Path folder) {
        this.folder = folder;
    }

    /** The run's folder. */
    Path folder() {
        return folder;
    }

    /** The best model. */
    Path model() {
        return folder.resolve("model.safetensors");
    }

    /** Writes {@code summary.json} and {@code history.csv}. */
    void write(TrainingRun run, Outcome outcome, Engine engine) {
        write(outcome.history());
        write(SUMMARY, (Json.of(summary(run, outcome, engine)) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes {@code history.csv}. */
    void write(History history) {
        write(HISTORY, history.toCsv().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes {@code training.png} and, where there are test images with a class each, {@code confusion.png}. */
    void plot(Outcome outcome) {
        write(TRAINING, Plots.training(outcome.history()));
        if (outcome.test() != null && outcome.test().outputs().size() == 1
                && outcome.test().figures() instanceof ClassFigures figures) {
            write(CONFUSION, Plots.confusion(figures.confusion()));
        }
    }

    /** Writes {@code report.html}. */
    void report(TrainingRun run, Outcome outcome, Engine engine) {
        ReportPage.of(run, outcome, engine).write(folder.resolve(ReportPage.NAME));
    }

    private void write(String name, byte[] content) {
        AtomicFile.write(folder.resolve(name), content);
    }

    private Map<String, @Nullable Object> summary(TrainingRun run, Outcome outcome, Engine engine) {
        List<EpochReport> epochs = outcome.history().epochs();
        EpochReport best = epochs.get(outcome.end().bestEpoch() - 1);
        int images = run.data().train().size();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", run.config().name());
        json.put("end", outcome.end().reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("epochs", outcome.end().epochs());
        json.put("bestEpoch", outcome.end().bestEpoch());
        json.put("steps", epochs.getLast().steps());
        json.put("seconds", epochs.stream().mapToDouble(EpochReport::seconds).sum());
        json.put("imagesPerSecond",
                Json.number(epochs.size() / epochs.stream().mapToDouble(e -> 1 / e.imagesPerSecond()).sum()));
        json.put("dataWait", Json.number(epochs.stream().mapToDouble(EpochReport::dataWait).average().orElse(0)));
        json.put("trainImages", images);
        json.put("batch", run.config().train().batch());
        json.put("parameters", run.network().parameters());
        json.put("multiplyAdds", run.network().multiplyAdds());
        json.put("seed", run.config().seed());
        json.put("threads", engine.workers().threads());
        json.put("kernels", engine.kernels().id());
        json.put("train", scores(best.train()));
        if (best.validation() != null) {
            json.put("validation", scores(best.validation()));
        }
        if (outcome.test() != null) {
            json.put("test", FiguresReport.json(outcome.test(), FiguresReport::json));
        }
        json.put("modelSha256", sha256(model()));
        json.put("version", Main.Version.number());
        json.put("java", Runtime.version().toString());
        return json;
    }

    private static Map<String, @Nullable Object> scores(Scores scores) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("loss", Json.number(scores.loss()));
        scores.metrics().forEach((name, value) -> json.put(name, Json.number(value)));
        return json;
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + file + "' (" + Reason.of(e) + ").", e);
        }
    }
}
