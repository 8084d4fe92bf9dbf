package cnn.cli;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Splits;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Group;
import cnn.core.evaluate.Part;
import cnn.core.model.Model;
import cnn.core.model.TestAugmentation;
import cnn.core.run.Cnn;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: how good a model is on labelled images. */
@Command(name = "evaluate")
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "MODEL") private Path modelFile;

    @Option(names = "--data", required = true, paramLabel = "SPEC") private String data;

    @Option(names = "--part", paramLabel = "PART") private @Nullable Part part;

    @Mixin private AugmentOptions augmenting;

    @Mixin private MeasuringOptions measuring;

    @Mixin private DataOptions reading;

    @Mixin private EngineOptions engine;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Cnn cnn = engine.open()) {
            return evaluate(cnn);
        }
    }

    private int evaluate(Cnn cnn) {
        DataSource source;
        try {
            source = DataSpec.parse(data, cnn.registry());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
        Path file = ModelFiles.find(modelFile);
        Model model = cnn.loadModel(file);
        TestAugmentation augmentation = augmenting.of(model, cnn.registry());
        ReadingBar bar = new ReadingBar(terminal);
        Splits splits;
        try {
            splits = cnn.open(source, model, reading.withoutRun(terminal, bar));
        } finally {
            bar.close();
        }
        Part measured = part == null ? Part.best(splits) : part;
        DataSet images = measured.images(splits);
        Evaluation evaluation = Evaluation.tellingWhereLearnt(model, images, cnn.engine(), terminal::say,
                augmentation);
        String by = measuring.by();
        List<Group> groups = by == null
                ? List.of()
                : Group.of(model, images, evaluation, cnn.engine(), by, augmentation);
        EvaluationReport report = new EvaluationReport(file.toString(), data, measured, augmentation, evaluation,
                groups);
        terminal.print(measuring.json() ? Json.of(report.json()) : report.text());
        return ExitCode.OK;
    }
}
