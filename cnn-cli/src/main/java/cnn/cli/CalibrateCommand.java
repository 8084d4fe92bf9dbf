package cnn.cli;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Part;
import cnn.core.evaluate.TemperatureScaling;
import cnn.core.evaluate.TemperatureScaling.Sureness;
import cnn.core.model.Model;
import cnn.core.run.Cnn;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code calibrate}: makes a model as sure as it is right. */
@Command(name = "calibrate")
final class CalibrateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "MODEL") private Path modelFile;

    @Option(names = "--data", paramLabel = "SPEC") private @Nullable String data;

    @Option(names = "--part", paramLabel = "PART") private @Nullable Part part;

    @Option(names = "--out", paramLabel = "FILE") private @Nullable Path out;

    @Option(names = "--json") private boolean json;

    @Mixin private DataOptions reading;

    @Mixin private EngineOptions engine;

    CalibrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Cnn cnn = engine.open()) {
            Path file = ModelFiles.find(modelFile);
            Path to = out == null ? file : out;
            Model model = cnn.loadModel(file);
            TemperatureScaling.check(model.outputs(), cnn.engine());
            try (Splits splits = open(cnn, model)) {
                Part chosen = part == null ? usual(splits) : part;
                DataSet images = chosen.images(splits);
                if (Evaluation.isLearntFrom(model, images)) {
                    terminal.say(
                            "These are the very images that the model learnt from, of which it is surer than of others: "
                                    + "calibrate on some that it has not seen.");
                } else if (chosen == Part.TEST) {
                    terminal.say(
                            "The test images decide how sure the model is: they do not tell any more how sure it should be "
                                    + "of others.");
                }
                TemperatureScaling scaling = TemperatureScaling.of(model, images, cnn.engine(), terminal::say);
                scaling.apply(model).save(to);
                terminal.print(json ? Json.of(json(scaling, to, chosen)) : text(scaling, to, chosen));
            }
            return ExitCode.OK;
        }
    }

    private Splits open(Cnn cnn, Model model) {
        ReadingBar bar = new ReadingBar(terminal);
        try {
            return ModelImages.open(cnn, model, data, reading.withoutRun(terminal, bar), command.commandLine(),
                    "so that nothing says how sure it should be");
        } catch (ModelImages.Unavailable reason) {
            throw new IllegalArgumentException(reason.getMessage(), reason);
        } finally {
            bar.close();
        }
    }

    /** Validation; all images of data that has no parts; never the test's or those learnt from unless they are asked for. */
    private static Part usual(Splits splits) {
        if (splits.validation() == null && splits.test() != null) {
            throw new IllegalArgumentException(
                    "The data has no validation part, which decides how sure a model should be. "
                            + "Split one off, for example with --data 'split:{data: {folder: {path: DIR}}, validation: 0.1}', or "
                            + "choose another with --part.");
        }
        return splits.validation() == null ? Part.ALL : Part.VALIDATION;
    }

    private static String text(TemperatureScaling scaling, Path to, Part part) {
        Table table = new Table("", "before", "after");
        table.row("log loss", Text.loss(scaling.before().logLoss()), Text.loss(scaling.after().logLoss()));
        table.row("calibration error", Text.percent(scaling.before().calibrationError()),
                Text.percent(scaling.after().calibrationError()));
        table.row("accuracy", Text.percent(scaling.before().accuracy()), Text.percent(scaling.after().accuracy()));
        return "temperature  " + String.format("%.4g", scaling.temperature()) + "  ("
                + Text.count(scaling.images(), "image") + ", " + part + ")\n\n" + table + "\n\nmodel  " + Echo.path(to);
    }

    private static Map<String, @Nullable Object> json(TemperatureScaling scaling, Path to, Part part) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("model", to.toString());
        json.put("part", part.toString());
        json.put("images", scaling.images());
        json.put("temperature", scaling.temperature());
        json.put("before", json(scaling.before()));
        json.put("after", json(scaling.after()));
        return json;
    }

    private static Map<String, @Nullable Object> json(Sureness sureness) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("logLoss", Json.number(sureness.logLoss()));
        json.put("calibrationError", Json.number(sureness.calibrationError()));
        json.put("accuracy", Json.number(sureness.accuracy()));
        return json;
    }
}
