package cnn.cli;

import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.CrossValidation;
import cnn.core.run.CrossValidation.Fold;
import cnn.core.run.CrossValidationResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** {@code cross-validate}: how well a pipeline does on images, or people, that it never saw. */
@Command(name = "cross-validate")
final class CrossValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "PIPELINE") private String pipeline;

    @Option(names = "--folds", required = true, paramLabel = "N") private int folds;

    @Option(names = "--out", paramLabel = "DIR") private @Nullable Path out;

    @Option(names = "--resume") private boolean resume;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Mixin private MeasuringOptions measuring;

    @Mixin private DataOptions data;

    @Mixin private EngineOptions engine;

    CrossValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CrossValidation validation;
        try {
            validation = new CrossValidation(folds, measuring.by());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
        TrainingProgress progress = new TrainingProgress(terminal);
        ReadingBar bar = new ReadingBar(terminal);
        try (Cnn cnn = engine.open(progress)) {
            PipelineConfig config = Pipelines.read(pipeline, cnn.registry(), assignments);
            Path folder = RunPlace.beside(config, "folds", out);
            terminal.say("pipeline  " + config.name() + ", seed " + config.seed() + ", " + folds + " folds into "
                    + folder);
            try (Interruption _ = new Interruption(validation::stop, terminal)) { // the JVM ends with it
                return finish(config, folder,
                        validation.run(cnn, config, data.beside(folder, terminal, bar), folder, resume, this::tell));
            }
        } finally {
            bar.close();
            progress.closeBar();
        }
    }

    private int finish(PipelineConfig config, Path folder, @Nullable CrossValidationResult result) {
        if (result == null) {
            terminal.say("cnn: Interrupted before the last fold was done. To go on, give the same command with "
                    + "--resume.");
            return ExitCode.SOFTWARE;
        }
        CrossValidationReport report = new CrossValidationReport(config.name(), config.seed(), measuring.by(), result);
        String text = Json.of(report.json());
        TextFile.write(folder.resolve(CrossValidation.REPORT), text + "\n");
        terminal.print(measuring.json() ? text : report.text());
        return ExitCode.OK;
    }

    private void tell(Fold fold) {
        terminal.say("fold " + fold.number() + "/" + folds + "  test " + (fold.test().outputs().size() > 1
                ? "loss " + Text.loss(fold.test().loss())
                : Headline.of(fold.test().figures())) + "  (" + Text.count(fold.test().images(), "image")
                + (fold.groups().isEmpty() ? "" : " of " + Text.count(fold.groups().size(), "group")) + ")");
    }
}
