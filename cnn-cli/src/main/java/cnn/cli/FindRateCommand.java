package cnn.cli;

import cnn.api.train.Optimizer;
import cnn.core.config.RecordCodec;
import cnn.core.find.RateCurve;
import cnn.core.find.RateCurve.Step;
import cnn.core.find.RateCurve.Suggestion;
import cnn.core.find.RateFinder;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.report.RateReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code find rate}: the loss while the learning rate rises, and the rate that it suggests. */
@Command(name = "rate")
final class FindRateCommand implements Callable<Integer> {
    private static final int ROWS = 14;

    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "PIPELINE") private String pipeline;

    @Option(names = "--from", paramLabel = "RATE") private @Nullable Double from;

    @Option(names = "--to", paramLabel = "RATE") private @Nullable Double to;

    @Option(names = "--steps", paramLabel = "N") private @Nullable Integer steps;

    @Option(names = "--out", paramLabel = "DIR") private @Nullable Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Option(names = "--json") private boolean json;

    @Mixin private DataOptions data;

    @Mixin private EngineOptions engine;

    FindRateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RateFinder finder = finder();
        ReadingBar bar = new ReadingBar(terminal);
        try (Cnn cnn = engine.open()) {
            PipelineConfig config = Pipelines.read(pipeline, cnn.registry(), assignments);
            Path folder = RunPlace.beside(config, "rate", out);
            terminal.say("pipeline  " + config.name() + ", seed " + config.seed() + ", "
                    + Text.count(finder.steps(), "step") + " from " + Text.rate(finder.low()) + " to "
                    + Text.rate(finder.high()));
            RateCurve curve = finder.find(cnn, config, data.beside(folder, terminal, bar));
            RateReport report = new RateReport(config.name(), curve);
            TextFile.write(folder.resolve("rate.svg"), report.svg());
            TextFile.write(folder.resolve("rate.html"), report.html());
            terminal.print(json
                    ? Json.of(json(config, curve))
                    : text(config, curve) + "\nplot       "
                            + folder.resolve("rate.html") + ", rate.svg");
        } finally {
            bar.close();
        }
        return ExitCode.OK;
    }

    private RateFinder finder() {
        RateFinder usual = RateFinder.of();
        try {
            return usual.between(from == null ? usual.low() : from, to == null ? usual.high() : to)
                    .steps(steps == null ? usual.steps() : steps);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** As a table of some of the steps, and words. */
    static String text(PipelineConfig config, RateCurve curve) {
        Table table = new Table("rate", "loss", "smoothed");
        List<Step> all = curve.steps();
        int rows = Math.min(ROWS, all.size());
        for (int row = 0; row < rows; row++) {
            Step step = all.get(rows == 1 ? 0 : row * (all.size() - 1) / (rows - 1));
            table.row(Text.rate(step.rate()), Text.loss(step.loss()), Text.loss(step.smoothed()));
        }
        return table + "\n\n" + curve.suggestion().map(found -> suggestion(config, found))
                .orElse("The loss never fell, so that no rate can be suggested. Look at the images and the network, or "
                        + "give more --steps, from a lower rate.")
                + (curve.endsTooLow() && curve.suggestion().isPresent()
                        ? "\nThe loss still fell at the highest rate: look further with --to "
                                + Text.rate(all.getLast().rate() * 10) + "."
                        : "");
    }

    private static String suggestion(PipelineConfig config, Suggestion found) {
        return "steepest   " + Text.rate(found.steepest()) + "  where the loss falls fastest\n"
                + "least      " + Text.rate(found.least()) + "  where it is lowest; a tenth of it is "
                + Text.rate(found.belowLeast()) + "\n"
                + "suggested  " + Text.rate(found.rate()) + "  the smaller of the two, since too small a rate costs "
                + "time and too large a one the run"
                + key(config).map(key -> "\n           --set " + key + "=" + Text.rate(found.rate())).orElse("");
    }

    /** Where the pipeline has its rate. */
    private static Optional<String> key(PipelineConfig config) {
        return KeyPath.of(RecordCodec.encode(Optimizer.class, config.train().optimizer()), "train.optimizer",
                "learning-rate");
    }

    private static Map<String, @Nullable Object> json(PipelineConfig config, RateCurve curve) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", config.name());
        json.put("seed", config.seed());
        json.put("suggested", curve.suggestion().map(Suggestion::rate).orElse(null));
        json.put("steepest", curve.suggestion().map(Suggestion::steepest).orElse(null));
        json.put("least", curve.suggestion().map(Suggestion::least).orElse(null));
        json.put("key", key(config).orElse(null));
        json.put("diverged", curve.diverged());
        json.put("steps", curve.steps().stream().map(step -> Map.of("rate", step.rate(), "loss", step.loss(),
                "smoothed", step.smoothed())).toList());
        return json;
    }
}
