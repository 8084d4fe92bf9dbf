package cnn.cli;

import cnn.api.data.DataSource;
import cnn.core.archive.Archive;
import cnn.core.inspect.DataCheck;
import cnn.core.inspect.Duplicates;
import cnn.core.pipeline.ImageSize;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.text.Echo;
import cnn.examples.BundledPipelines;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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

/** {@code data check}: what is wrong with images, or might be. Exit code 1 where there is something to mend. */
@Command(name = "check")
final class DataCheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "SPEC|PIPELINE") private String subject;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Option(names = "--distance", paramLabel = "BITS", defaultValue = ""
            + Duplicates.USUAL_DISTANCE) private int distance;

    @Option(names = "--least", paramLabel = "PIXELS") private @Nullable Integer least;

    @Option(names = "--show", paramLabel = "N", defaultValue = "10") private int most;

    @Option(names = "--json") private boolean json;

    @Mixin private DataOptions reading;

    @Mixin private EngineOptions engine;

    DataCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (distance < 0 || distance > Duplicates.MOST_DISTANCE) {
            throw new ParameterException(command.commandLine(), "--distance takes a number of bits from 0 to "
                    + Duplicates.MOST_DISTANCE + ", but was given " + distance + ".");
        }
        if (most < 0) {
            throw new ParameterException(command.commandLine(),
                    "--show takes how much to list of each kind, 0 or more, but was given " + most + ".");
        }
        if (least != null && least < 1) {
            throw new ParameterException(command.commandLine(),
                    "--least takes a number of pixels, 1 or more, but was given " + least + ".");
        }
        try (Cnn cnn = engine.open()) {
            DataCheck check = check(cnn);
            terminal.print(json ? Json.of(DataCheckJson.of(subject, check)) : new DataCheckReport(check, most));
            return check.hasFaults() ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    private DataCheck check(Cnn cnn) {
        boolean pipeline = isPipeline();
        if (!pipeline && !assignments.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--set changes a pipeline, but '" + Echo.of(subject)
                    + "' is none. Give a data source's keys with it: 'ID:{KEY: VALUE}'.");
        }
        ReadingBar bar = new ReadingBar(terminal);
        RunOptions options = reading.withoutRun(terminal, bar);
        try {
            if (pipeline) {
                PipelineConfig config = Pipelines.read(subject, cnn.registry(), assignments);
                return cnn.check(config, options, bounds(config.preprocess().size()));
            }
            return cnn.check(source(cnn), options, bounds(null));
        } finally {
            bar.close();
        }
    }

    private DataSource source(Cnn cnn) {
        try {
            return DataSpec.parse(subject, cnn.registry(), DataSpec.Asker.DATA_CHECK);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** A file, the name of a bundled pipeline, or what can only be meant so; all else is a data source. */
    private boolean isPipeline() {
        if (subject.matches(".*\\.ya?ml") || BundledPipelines.yaml(subject).isPresent()) {
            return true;
        }
        try {
            Path file = Path.of(subject);
            return Files.isRegularFile(file) && !Archive.isNamedSo(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private DataCheck.Bounds bounds(@Nullable ImageSize size) {
        DataCheck.Bounds bounds = DataCheck.Bounds.of(size == null ? 0 : size.height(), size == null ? 0 : size.width())
                .distance(distance);
        return least == null ? bounds : bounds.least(least);
    }
}
