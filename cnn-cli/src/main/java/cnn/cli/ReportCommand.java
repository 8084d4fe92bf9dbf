package cnn.cli;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Part;
import cnn.core.model.Model;
import cnn.core.run.Cnn;
import cnn.core.text.Echo;
import cnn.core.train.Checkpoint;
import cnn.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: a run or a model on one page. */
@Command(name = "report")
final class ReportCommand implements Callable<Integer> {
    private static final String LEARNT = "The figures are of the very images that the model learnt from: how well it "
            + "reads others, they do not tell.";

    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "RUN|MODEL") private Path subject;

    @Option(names = "--data", paramLabel = "SPEC") private @Nullable String data;

    @Option(names = "--part", paramLabel = "PART") private @Nullable Part part;

    @Option(names = "--out", paramLabel = "FILE") private @Nullable Path out;

    @Mixin private DataOptions reading;

    @Mixin private EngineOptions engine;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Cnn cnn = engine.open()) {
            Path file = ModelFiles.find(subject);
            Model model = cnn.loadModel(file);
            Path page = out == null ? ReportPage.place(file) : out;
            if (Files.isDirectory(page)) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(page) + "' is a folder, and a report is one file. Name "
                                + "it, for example " + Echo.path(page.resolve(ReportPage.NAME)) + ".");
            }
            Report report = Report.of(name(model, file), model);
            Path checkpoint = file.resolveSibling("checkpoint.safetensors");
            if (Files.isDirectory(subject) && Files.exists(checkpoint)) {
                report = report.history(Checkpoint.history(checkpoint));
            }
            ReadingBar bar = new ReadingBar(terminal);
            Splits splits;
            try {
                splits = ModelImages.open(cnn, model, data, reading.withoutRun(terminal, bar), command.commandLine(),
                        "so that the report shows no images");
            } catch (ModelImages.Unavailable reason) {
                bar.close();
                terminal.say(reason.getMessage());
                report.note(reason.getMessage()).times(ReportPage.times(model, cnn.engine(), true)).write(page);
                return told(page);
            } finally {
                bar.close();
            }
            try (splits) {
                Report measured = measured(cnn, model, splits, report); // before times: what runs often is compiled by then
                measured.times(ReportPage.times(model, cnn.engine(), true)).write(page);
            }
            return told(page);
        }
    }

    private int told(Path page) {
        terminal.print("report  " + page);
        return ExitCode.OK;
    }

    private static String name(Model model, Path file) {
        String pipeline = ReportPage.name(model);
        return pipeline.isEmpty() ? String.valueOf(file.getFileName()) : pipeline;
    }

    private Report measured(Cnn cnn, Model model, Splits splits, Report report) {
        Part chosen = part == null ? Part.best(splits) : part;
        DataSet images = chosen.images(splits);
        AtomicBoolean learnt = new AtomicBoolean();
        Report complete = report.data(splits).measured(chosen, images, Evaluation.of(model, images, cnn.engine(),
                terminal::say, null, () -> learnt.set(true)));
        if (!learnt.get()) {
            return complete;
        }
        terminal.say(LEARNT);
        return complete.note(LEARNT);
    }
}
