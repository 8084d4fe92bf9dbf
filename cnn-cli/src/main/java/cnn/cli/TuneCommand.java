package cnn.cli;

import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.tune.Trial;
import cnn.core.tune.Tuning;
import cnn.core.tune.TuningResult;
import cnn.report.TuningReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tune}: searches for better numbers of a pipeline over the ranges that it gives. */
@Command(name = "tune")
final class TuneCommand implements Callable<Integer> {
    private static final String TABLE = "tune.csv";
    private static final String PAGE = "tune.html";
    private static final String BEST = "best.yaml";

    private final Terminal terminal;

    @Parameters(paramLabel = "PIPELINE") private String pipeline;

    @Option(names = "--out", paramLabel = "DIR") private @Nullable Path out;

    @Option(names = "--anew") private boolean anew;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Option(names = "--json") private boolean json;

    @Mixin private DataOptions data;

    @Mixin private EngineOptions engine;

    TuneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReadingBar bar = new ReadingBar(terminal);
        TuningProgress progress = null;
        try (Cnn cnn = engine.open()) {
            PipelineConfig config = Pipelines.read(pipeline, cnn.registry(), assignments);
            Tuning tuning = new Tuning(config);
            Path folder = out != null ? RunPlace.of(config, out) : RunPlace.of(config, null).resolve("tune");
            terminal.say("pipeline  " + config.name() + ", seed " + config.seed() + ", up to "
                    + Text.count(config.tune().trials(), "trial") + " of "
                    + Text.count(config.train().epochs(), "epoch") + " into " + folder);
            String metric = config.tune().metric();
            progress = new TuningProgress(terminal, config.tune(), metric == null ? config.train().monitor() : metric,
                    config.train().epochs());
            Path run = out != null ? folder : RunPlace.of(config, null);
            RunOptions options = data.beside(run, terminal, bar).listener(progress);
            try (Interruption _ = new Interruption(tuning::stop, terminal)) { // the JVM ends with it
                TuningResult result = tuning.run(cnn, options, folder, anew, Set.of(TABLE, PAGE, BEST), progress);
                progress.close();
                write(result, folder);
                return tell(result, folder);
            }
        } finally {
            bar.close();
            if (progress != null) {
                progress.close();
            }
        }
    }

    private static void write(TuningResult result, Path folder) {
        TextFile.write(folder.resolve(TABLE), result.toCsv());
        TextFile.write(folder.resolve(PAGE), new TuningReport(result).html());
        result.yaml().ifPresent(yaml -> TextFile.write(folder.resolve(BEST), TuningText.comment(result) + yaml));
    }

    private int tell(TuningResult result, Path folder) {
        if (!result.complete()) {
            terminal.say("cnn: Interrupted after " + Text.count(result.trials().size(), "trial")
                    + ". To go on, give the same command.");
        }
        if (result.best().isEmpty()) {
            if (!result.trials().isEmpty()) {
                Trial first = result.trials().getFirst();
                terminal.say("cnn: None of " + Text.count(result.trials().size(), "trial")
                        + " came to anything. The first says: " + first.problem());
            }
            return ExitCode.SOFTWARE;
        }
        terminal.print(json
                ? Json.of(TuningText.json(result))
                : TuningText.of(result) + "\n\npipeline  " + folder.resolve(BEST) + "\ntable     "
                        + folder.resolve(TABLE) + "\npage      " + folder.resolve(PAGE));
        return result.complete() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
