package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.LabelFigures;
import cnn.core.evaluate.NumberFigures;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Prediction;
import cnn.core.model.Predictor;
import cnn.core.pipeline.OutputConfig;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.train.Crosses;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.metric.F1;
import cnn.layers.metric.R2;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.ConstantRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with three outputs of three kinds, from training to prediction. */
class OutputsTests {
    private static final Target[] TARGETS = {Crosses.PLACES, Crosses.BARS, Crosses.COUNT};

    @TempDir private Path folder;

    private final Cnn cnn = Cnn.create();

    @AfterEach
    void close() {
        cnn.close();
    }

    private static Map<String, OutputConfig> outputs() {
        Map<String, OutputConfig> outputs = new LinkedHashMap<>();
        outputs.put("count", OutputConfig.of("count-scores", SoftmaxCrossEntropy.of(), new Accuracy()));
        outputs.put("there", OutputConfig.of("bar-scores", BinaryCrossEntropy.of(), F1.of()).target("bars"));
        outputs.put("places", OutputConfig.of("place-scores", new MeanSquaredError(), new R2()).weight(4));
        return outputs;
    }

    private static PipelineConfig pipeline(int epochs, Map<String, OutputConfig> outputs) {
        DataSource data = request -> new DataSource.Splits(Crosses.of(240, 1, TARGETS), null,
                Crosses.of(80, 2, TARGETS));
        List<Entry> network = new ArrayList<>(Entry.chain(Conv2d.of(4, 3), new Relu(), new Flatten(),
                Dense.of(16)));
        network.add(Entry.of(new Relu()).name("trunk"));
        network.add(Entry.of(Dense.of(2)).name("bar-scores"));
        network.add(Entry.of(Dense.of(3)).name("count-scores").from("trunk"));
        network.add(Entry.of(Dense.of(2)).name("place-scores").from("trunk"));
        TrainConfig train = TrainConfig.of(epochs, 16, AdamW.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(),
                new Accuracy()).validation(0.2);
        return PipelineConfig.of("crosses", data, network, train).seed(3).outputs(outputs);
    }

    private Outcome trained(int epochs) {
        try (TrainingRun run = cnn.prepare(pipeline(epochs, outputs()))) {
            return run.train(folder, false);
        }
    }

    @Test
    void areTrainedStoredMeasuredAndPredicted() {
        Outcome outcome = trained(10);
        Scores validated = outcome.history().epochs().getLast().validation();
        assertThat(validated.metrics()).containsOnlyKeys("count/loss", "count/accuracy", "there/loss", "there/f1",
                "places/loss", "places/r2");
        assertThat(validated.loss()).isCloseTo(validated.metrics().get("count/loss")
                + validated.metrics().get("there/loss") + 4 * validated.metrics().get("places/loss"), within(1e-9));
        assertThat(validated.accuracy()).isNaN();

        Predictor predictor = cnn.predictor(folder.resolve("model.safetensors"));
        Model model = predictor.model();
        assertThat(model.outputs()).containsExactly(
                new Output("count", "count-scores", Crosses.COUNT, SoftmaxCrossEntropy.of(), 1),
                new Output("there", "bar-scores", Crosses.BARS, BinaryCrossEntropy.of(), 1),
                new Output("places", "place-scores", Crosses.PLACES, new MeanSquaredError(), 4));
        Evaluation evaluation = Evaluation.of(model, Crosses.of(80, 2, TARGETS), cnn.engine());
        assertThat(evaluation.outputs().keySet()).containsExactly("count", "there", "places");
        assertThat(evaluation.loss()).isEqualTo(outcome.test().loss());
        ClassFigures count = (ClassFigures) evaluation.outputs().get("count");
        LabelFigures there = (LabelFigures) evaluation.outputs().get("there");
        NumberFigures places = (NumberFigures) evaluation.outputs().get("places");
        assertThat(count.accuracy()).isGreaterThan(0.6);
        assertThat(there.microF1()).isGreaterThan(0.7);
        assertThat(places.r2()).isGreaterThan(0.2);
        assertThat(evaluation.loss()).isCloseTo(count.loss() + there.loss() + 4 * places.loss(), within(1e-9));

        List<Image> images = new ArrayList<>();
        int correct = 0;
        for (int i = 0; i < 80; i++) {
            Image image = Image.of(model.network().input());
            Crosses.of(80, 2, TARGETS).read(i, image);
            images.add(image);
            Prediction answer = predictor.predict(image);
            correct += answer.output("count").label()
                    .equals(Crosses.COUNT.names().get(Crosses.of(80, 2, TARGETS).label(i))) ? 1 : 0;
            assertThat(answer.output("there").ranking()).hasSize(2)
                    .allSatisfy(one -> assertThat(one.probability()).isBetween(0.0, 1.0));
        }
        assertThat(correct).isEqualTo(count.confusion().correct());
        assertThat(predictor.predict(images)).isEqualTo(images.stream().map(predictor::predict).toList());
    }

    @Test
    void aRunThatWasInterruptedEndsInTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole");
        Outcome outcome;
        try (TrainingRun run = cnn.prepare(pipeline(3, outputs()))) {
            outcome = run.train(whole, false);
        }
        int steps = (int) (outcome.history().epochs().getLast().steps() / 3);
        for (int stopped : new int[] {steps, steps + 5}) { // between epochs, and within one
            Path parts = folder.resolve("parts-" + stopped);
            Interrupted.train(cnn, parts, pipeline(3, outputs()), stopped);
            assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                    .as("stopped behind step " + stopped).isEqualTo(-1);
        }
    }

    @Test
    void whoAsksForTheOnlyAnswerIsToldThatThereAreSeveral() {
        Outcome outcome = trained(1);
        Predictor predictor = outcome.model().predictor(cnn.engine());
        Prediction answer = predictor.predict(Image.of(outcome.model().network().input()));
        assertThatThrownBy(answer::label).isInstanceOf(IllegalStateException.class)
                .hasMessage("The model has the outputs "
                        + "count, there, places, each with an answer of its own. Ask for output(name) first.");
        assertThatThrownBy(() -> answer.output("counts")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model has no output 'counts', only count, there, places. Ask for one of these.");
        assertThatThrownBy(() -> outcome.model().target()).isInstanceOf(IllegalStateException.class)
                .hasMessage("The model "
                        + "has the outputs count, there, places, each with a target and a loss of its own. Ask for outputs().");
        assertThatThrownBy(() -> outcome.test().accuracy()).isInstanceOf(IllegalStateException.class)
                .hasMessage("The model "
                        + "has the outputs count, there, places, each with figures of its own. Ask for outputs().");
        assertThatThrownBy(() -> answer.output("count").output("x"))
                .hasMessage("The model has no output 'x', but one alone. "
                        + "Ask the answer itself.");
        assertThatThrownBy(() -> Evaluation.of(outcome.model(), Crosses.of(8, 1, Crosses.COUNT, Crosses.BARS),
                cnn.engine()))
                .hasMessage("The model answers with the numbers column, row, but the data has the targets "
                        + "'count' (the classes none, one, two), 'bars' (the labels upright, lying). Give data with what "
                        + "the model answers, under the same names and in the same order.");
    }

    private AbstractThrowableAssert<?, ?> refused(String name, OutputConfig output) {
        Map<String, OutputConfig> outputs = outputs();
        outputs.put(name, output);
        return assertThatThrownBy(() -> cnn.prepare(pipeline(1, outputs)).close())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void outputsThatDoNotFitAreNamed() {
        refused("places", OutputConfig.of("place-scores", new MeanSquaredError()).target("place"))
                .hasMessage("The output "
                        + "'places' is compared with the target 'place', which the data does not have. It has ['places', 'bars', "
                        + "'count']. Set the output's target to one of these.");
        refused("there", OutputConfig.of("bar-scores", SoftmaxCrossEntropy.of()).target("bars"))
                .hasMessageStartingWith("Output 'there': The loss softmax-cross-entropy compares scores with a class");
        refused("there", OutputConfig.of("count-scores", BinaryCrossEntropy.of()).target("bars"))
                .hasMessage(
                        "Layer 'bar-scores' Dense[units=2, bias=true, init=HeNormal[]] leads nowhere: no layer takes "
                                + "its output, and it is not the last. Name it in another layer's inputs or as an output, or leave it out.");
        refused("there", OutputConfig.of("bar", BinaryCrossEntropy.of()).target("bars"))
                .hasMessageStartingWith(
                        "Layer 'outputs' takes its input from 'bar', but no layer before it has that name.");
        assertThatThrownBy(() -> OutputConfig.of("x", new MeanSquaredError()).weight(0))
                .hasMessage("The weight of an output "
                        + "is 0.0 but must be more than 0. Give 1 for a loss that counts as it is, or leave the output out.");
    }

    private Outcome monitored(String monitor) {
        PipelineConfig config = pipeline(6, outputs());
        try (TrainingRun run = cnn.prepare(config.train(config.train().monitor(monitor)))) {
            return run.train();
        }
    }

    /** The epoch whose validation has the best value, the first of equals. */
    private static int bestEpoch(Outcome outcome, String name, boolean higher) {
        List<Double> values = outcome.history().epochs().stream().map(epoch -> name.equals("loss")
                ? epoch.validation().loss()
                : epoch.validation().metrics().get(name)).toList();
        return 1 + values.indexOf(higher ? Collections.max(values) : Collections.min(values));
    }

    @Test
    void theBestEpochIsChosenByWhatOneOfThemReports() {
        for (String name : List.of("loss", "places/loss", "there/loss", "count/accuracy", "there/f1", "places/r2")) {
            boolean higher = !name.endsWith("loss");
            Outcome outcome = monitored(name);
            Scores best = outcome.history().epochs().get(outcome.end().bestEpoch() - 1).validation();
            Scores expected = outcome.history().epochs().get(bestEpoch(outcome, name, higher) - 1).validation();
            assertThat(name.equals("loss") ? best.loss() : best.metrics().get(name)).as(name)
                    .isEqualTo(name.equals("loss") ? expected.loss() : expected.metrics().get(name));
        }
    }

    @Test
    void aMonitorThatNoOutputReportsIsRefusedWithAllThatThereAre() {
        String there = ": the pipeline has outputs, each with a loss and metrics of its own. Use loss, which is the sum of "
                + "their losses, or count/loss, count/accuracy, there/loss, there/f1, places/loss, places/r2; other "
                + "metrics can be added to an output.";
        for (String name : List.of("accuracy", "count/top-k", "other/loss", "places/")) {
            assertThatThrownBy(() -> monitored(name)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Training cannot be monitored by '" + name + "'" + there);
        }
        String yaml = """
                name: x
                data: {folder: {path: x}}
                network: [flatten, {dense: {units: 2}, name: a}]
                train:
                  epochs: 1
                  optimizer: {sgd: {learning-rate: 0.1}}
                  monitor: %s
                %s""";
        String outputs = "outputs: {kind: {layer: a, metrics: [accuracy]}}\n";
        assertThat(PipelineConfig.read("p.yaml", yaml.formatted("kind/accuracy", outputs), cnn.registry()).train()
                .monitor()).isEqualTo("kind/accuracy");
        assertThatThrownBy(() -> PipelineConfig.read("p.yaml", yaml.formatted("accuracy", outputs), cnn.registry()))
                .hasMessage(
                        "p.yaml:7: train.monitor: Training cannot be monitored by 'accuracy': the pipeline has outputs, "
                                + "each with a loss and metrics of its own. Use loss, which is the sum of their losses, or "
                                + "kind/loss, kind/accuracy; other metrics can be added to an output.");
        assertThatThrownBy(() -> PipelineConfig.read("p.yaml", yaml.formatted("kind/accuracy", ""), cnn.registry()))
                .hasMessage(
                        "p.yaml:7: train.monitor: Training cannot be monitored by 'kind/accuracy', which is no metric "
                                + "of it. Use loss, accuracy, or add 'kind/accuracy' to the metrics.");
    }

    @Test
    void theOnlyOutputIsMonitoredByItsNameToo() {
        DataSource data = request -> new DataSource.Splits(Crosses.of(48, 1, Crosses.COUNT), null, null);
        PipelineConfig config = PipelineConfig.of("one", data, List.of(Entry.of(new Flatten()),
                Entry.of(Dense.of(3)).name("scores")),
                TrainConfig.of(4, 16, AdamW.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy())
                        .validation(0.25).monitor("bars/accuracy"))
                .outputs(Map.of("bars", OutputConfig.of("scores", SoftmaxCrossEntropy.of(), new Accuracy()).target(
                        "count")));
        try (TrainingRun run = cnn.prepare(config)) {
            Outcome outcome = run.train();
            List<Double> values = outcome.history().epochs().stream().map(one -> one.validation().accuracy()).toList();
            assertThat(values.get(outcome.end().bestEpoch() - 1)).isEqualTo(Collections.max(values));
        }
    }

    @Test
    void oneOutputMayBeNamedToo() {
        DataSource data = request -> new DataSource.Splits(Crosses.of(48, 1, Crosses.COUNT), null,
                Crosses.of(16, 2, Crosses.COUNT));
        PipelineConfig config = PipelineConfig.of("one", data, List.of(Entry.of(new Flatten()),
                Entry.of(Dense.of(3)).name("scores")),
                TrainConfig.of(1, 16, AdamW.of(0.01), new ConstantRate(),
                        SoftmaxCrossEntropy.of(), new Accuracy()))
                .outputs(Map.of("bars", OutputConfig.of("scores", SoftmaxCrossEntropy.of()).target("count")));
        Outcome outcome;
        try (TrainingRun run = cnn.prepare(config)) {
            outcome = run.train(folder, false);
        }
        Predictor predictor = cnn.predictor(folder.resolve("model.safetensors"));
        assertThat(predictor.model().outputs()).containsExactly(
                new Output("bars", "scores", Crosses.COUNT, SoftmaxCrossEntropy.of(), 1));
        Image image = Image.of(predictor.model().network().input());
        assertThat(predictor.predict(image).label())
                .isEqualTo(outcome.model().predictor(cnn.engine()).predict(image).label());
        assertThat(outcome.history().epochs().getLast().train().accuracy()).isBetween(0.0, 1.0);
        assertThat(Evaluation.of(predictor.model(), Crosses.of(16, 2, Crosses.COUNT), cnn.engine()).accuracy())
                .isEqualTo(outcome.test().accuracy());
    }

    @Test
    void anOutputsNameIsNoPath() {
        assertThatThrownBy(() -> pipeline(1, Map.of("a/b", OutputConfig.of("x", new MeanSquaredError()))))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("An output cannot be named 'a/b': its loss is "
                        + "reported as NAME/loss. Choose a name with letters and without '/'.");
    }

    @Test
    void whatOutputsSayIsNotSaidInTrainAsWell() {
        for (String key : List.of("loss: mean-squared-error", "metrics: [top-k]")) {
            assertThatThrownBy(() -> PipelineConfig.read("p.yaml", """
                    name: x
                    data: {folder: {path: x}}
                    network: [flatten, {dense: {units: 2}, name: a}]
                    outputs: {a: {layer: a}}
                    train: {epochs: 1, optimizer: {sgd: {learning-rate: 0.1}}, %s}
                    """.formatted(key), cnn.registry()))
                    .hasMessageContaining("The pipeline has outputs, each with its own loss and metrics, "
                            + "and train." + key.substring(0, key.indexOf(':')) + " as well.");
        }
    }
}
