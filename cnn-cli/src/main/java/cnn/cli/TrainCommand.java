package cnn.cli;

import cnn.api.data.DataSet;
import cnn.api.data.Target;
import cnn.api.train.TrainingListener.Reason;
import cnn.core.evaluate.Evaluation;
import cnn.core.image.Exhaustion;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.OpenedData;
import cnn.core.run.Outcome;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import cnn.core.run.UntestedException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code train}: from a pipeline to a model. */
@Command(name = "train")
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "PIPELINE") private String pipeline = Pipelines.STANDARD;

    @Option(names = "--out", paramLabel = "DIR") private @Nullable Path out;

    @Option(names = "--resume") private boolean resume;

    @Option(names = "--epochs", paramLabel = "N") private @Nullable Integer epochs;

    @Option(names = "--seed", paramLabel = "N") private @Nullable Long seed;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Mixin private DataOptions data;

    @Mixin private EngineOptions engine;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TrainingProgress progress = new TrainingProgress(terminal);
        ReadingBar bar = new ReadingBar(terminal);
        try (Cnn cnn = engine.open(progress)) {
            PipelineConfig config = changed(Pipelines.read(pipeline, cnn.registry(), assignments));
            RunFiles files = new RunFiles(RunPlace.of(config, out));
            RunOptions options = data.beside(files.folder(), terminal, bar);
            try (TrainingRun run = cnn.prepare(config, options)) {
                describe(run);
                terminal.say("into      " + files.folder());
                try (Interruption _ = new Interruption(run::stop, terminal)) {
                    return finish(cnn, run, train(run, files, progress), files);
                } catch (UntestedException untested) { // what training brought is written first
                    finish(cnn, run, untested.outcome(), files);
                    throw untested;
                }
            }
        } finally {
            bar.close();
            progress.closeBar();
        }
    }

    /** Trains. Where that ends badly, what the epochs until then brought is written all the same. */
    private Outcome train(TrainingRun run, RunFiles files, TrainingProgress progress) {
        try {
            return run.train(files.folder(), resume, RunFiles.NAMES);
        } catch (RuntimeException | Error failure) {
            if (progress.epochs() > 0) { // so the folder is this run's
                try {
                    files.write(run.history());
                } catch (RuntimeException e) {
                    failure.addSuppressed(e);
                }
            }
            throw failure;
        }
    }

    private PipelineConfig changed(PipelineConfig config) {
        PipelineConfig result = seed == null ? config : config.seed(seed);
        try {
            return epochs == null ? result : result.train(result.train().epochs(epochs));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--epochs " + epochs + ": " + e.getMessage(), e);
        }
    }

    private void describe(TrainingRun run) {
        OpenedData data = run.data();
        terminal.say("pipeline  " + run.config().name() + ", seed " + run.config().seed());
        terminal.say("data      " + Text.count(data.train().size(), "training image") + size(data.validation(),
                "validation") + size(data.test(), "test") + " " + data.train().shape() + " of "
                + targets(data.train().targets()));
        terminal.say("network   " + Text.count(SummaryCommand.layers(run.network()), "layer") + ", "
                + Text.count(run.network().parameters(), "parameter")
                + (run.network().frozenParameters() == 0
                        ? ", "
                        : ", " + Text.count(run.network().frozenParameters()) + " of them frozen, ")
                + Text.large(run.network().multiplyAdds())
                + " multiply-adds");
    }

    private static String targets(List<Target> targets) {
        return targets.stream().map(target -> Text.count(target.width(), target.kind().noun())
                + (targets.size() > 1 ? " (" + target.name() + ")" : "")).collect(Collectors.joining(", "));
    }

    private static String size(@Nullable DataSet images, String what) {
        return images == null ? "" : ", " + Text.count(images.size()) + " " + what;
    }

    private int finish(Cnn cnn, TrainingRun run, Outcome outcome, RunFiles files) {
        boolean interrupted = outcome.end().reason() == Reason.INTERRUPTED;
        boolean reported = false;
        boolean told = outcome.best().isEmpty() || written(() -> files.write(run, outcome, cnn.engine()), terminal);
        if (outcome.best().isPresent() && !interrupted) { // a JVM that is ending refuses to draw
            plot(() -> files.plot(outcome), terminal);
            reported = written(() -> files.report(run, outcome, cnn.engine()), terminal);
            told &= reported;
        }
        if (interrupted) {
            terminal.say(outcome.best().isEmpty()
                    ? "cnn: Interrupted before the first epoch was complete. There is no model yet."
                    : "cnn: Interrupted. Epoch " + outcome.end().epochs() + " is the last that is complete; "
                            + files.model() + " is the model of epoch " + outcome.end().bestEpoch()
                            + ". To go on, give the same command with --resume.");
            return ExitCode.SOFTWARE;
        }
        if (outcome.end().reason() == Reason.EARLY_STOP) {
            terminal.say("Stopped early: no epoch after " + outcome.end().bestEpoch() + " was better.");
        }
        result(outcome, files, reported);
        String other = BestElsewhere.line(outcome, run.config().train(), run.config().outputs());
        if (other != null) {
            terminal.say(other);
        }
        return told ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Whether the figures could be written; the model, which could, is not lost where they could not. */
    static boolean written(Runnable figures, Terminal terminal) {
        try {
            figures.run();
            return true;
        } catch (RuntimeException e) {
            rethrowExhaustion(e);
            terminal.say("cnn: The model is written, but not all that is told of it: " + e.getMessage());
            return false;
        }
    }

    /** A model without pictures is still a model. */
    static void plot(Runnable plots, Terminal terminal) {
        try {
            plots.run();
        } catch (UncheckedIOException e) {
            rethrowExhaustion(e);
            terminal.say("cnn: The plots were not written: " + e.getMessage());
        } catch (RuntimeException | LinkageError | InternalError e) {
            rethrowExhaustion(e);
            terminal.say("cnn: The plots were not drawn (" + e + ")." + (Plots.lacksFonts(e)
                    ? " Install fontconfig and a font to get them."
                    : ""));
        }
    }

    /** Too little memory is no fault of the disk or the fonts, and is told as what it is. */
    private static void rethrowExhaustion(Throwable e) {
        VirtualMachineError limit = Exhaustion.in(e);
        if (limit != null) {
            throw limit;
        }
    }

    private void result(Outcome outcome, RunFiles files, boolean reported) {
        Evaluation test = outcome.test();
        if (test != null && test.outputs().size() > 1) {
            test.outputs()
                    .forEach((name, figures) -> terminal.print(FiguresReport.headline("test", figures) + "  (" + name
                            + ", loss " + Text.loss(figures.loss()) + ")"));
        } else if (test != null) {
            terminal.print(
                    FiguresReport.headline("test", test.figures()) + "  (" + Text.count(test.images(), "image")
                            + ", loss " + Text.loss(test.loss()) + ")");
        } else {
            var best = outcome.history().epochs().get(outcome.end().bestEpoch() - 1);
            var scores = best.validation() == null ? best.train() : best.validation();
            String images = best.validation() == null ? "training" : "validation";
            terminal.print(Double.isNaN(scores.accuracy())
                    ? images + " loss  " + Text.loss(scores.loss())
                    : images + " accuracy  " + Text.percent(scores.accuracy()) + "  (loss " + Text.loss(scores.loss())
                            + ")");
        }
        terminal.print("model          " + files.model() + "  (epoch " + outcome.end().bestEpoch() + " of "
                + outcome.end().epochs() + ")");
        if (reported) {
            terminal.print("report         " + files.folder().resolve(ReportPage.NAME));
        }
    }
}
