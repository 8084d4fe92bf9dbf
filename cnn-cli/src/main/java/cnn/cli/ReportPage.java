package cnn.cli;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.engine.Engine;
import cnn.core.engine.LayerTimes;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Part;
import cnn.core.model.Model;
import cnn.core.run.OpenedData;
import cnn.core.run.Outcome;
import cnn.core.run.TrainingRun;
import cnn.report.Report;
import java.nio.file.Path;
import java.time.Duration;

/** The report as the command line makes it, after training and later. */
final class ReportPage {
    static final String NAME = "report.html";
    private static final String MODEL = "model.safetensors";

    private ReportPage() {
    }

    /** Where the report of a model goes: beside it. */
    static Path place(Path model) {
        String name = String.valueOf(model.getFileName());
        return model.resolveSibling(name.equals(MODEL) ? NAME : name.replaceFirst("\\.safetensors$", "") + "-" + NAME);
    }

    /** What the model's pipeline is called; empty where that is not known. */
    static String name(Model model) {
        try {
            return model.provenance().pipeline().isEmpty()
                    || !(ConfigNode.json("pipeline", model.provenance().pipeline()) instanceof ConfigNode.Keys keys)
                            ? ""
                            : keys.find("name").map(entry -> entry.value() instanceof ConfigNode.Scalar name
                                    ? name.text()
                                    : "").orElse("");
        } catch (ConfigException e) {
            return ""; // a name is only a heading
        }
    }

    /** How long the layers take; not for long where somebody waits for the end of training. */
    static LayerTimes times(Model model, Engine engine, boolean patient) {
        return LayerTimes.measure(model.predictionNetwork(), model.weights(), engine,
                Duration.ofMillis(patient ? 600 : 50));
    }

    /** The report of a run that has ended: test images as they were measured, else validation images. */
    static Report of(TrainingRun run, Outcome outcome, Engine engine) {
        OpenedData data = run.data();
        Model model = outcome.model();
        Report report = Report.of(run.config().name(), model).history(outcome.history())
                .data(new Splits(data.train(), data.validation(), data.test())).times(times(model, engine, false));
        Evaluation test = outcome.test();
        DataSet tested = data.test();
        if (test != null && tested != null) {
            return report.measured(Part.TEST, tested, test);
        }
        DataSet validation = data.validation();
        return validation == null
                ? report
                : report.measured(Part.VALIDATION, validation, Evaluation.of(model, validation, engine));
    }
}
