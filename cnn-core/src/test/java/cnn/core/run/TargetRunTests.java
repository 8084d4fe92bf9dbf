package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Id;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.api.layer.Entry;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Group;
import cnn.core.evaluate.LabelFigures;
import cnn.core.evaluate.NumberFigures;
import cnn.core.model.Model;
import cnn.core.model.Prediction;
import cnn.core.model.Prediction.Candidate;
import cnn.core.model.Predictor;
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
import cnn.layers.metric.F1;
import cnn.layers.metric.R2;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.ConstantRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From images with several labels or numbers to a model that answers with them, as an application does it. */
class TargetRunTests {
    private static final Target SOFT = Target.softLabel("none", "one", "two").name("count");

    /** Pictures with several labels, as a pipeline can store them. */
    @Id("test-crosses")
    public record CrossData() implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(Crosses.of(40, 1, Crosses.BARS), null, null);
        }
    }

    @TempDir private Path folder;

    private final Cnn cnn = Cnn.create();

    @AfterEach
    void close() {
        cnn.close();
    }

    private static PipelineConfig pipeline(Target target, Loss loss, int epochs, Metric... metrics) {
        DataSource data = request -> new DataSource.Splits(Crosses.of(240, 1, target), null, Crosses.of(80, 2, target));
        return PipelineConfig.of("crosses", data, Entry.chain(Conv2d.of(4, 3), new Relu(), new Flatten(),
                Dense.of(16), new Relu(), Dense.of(target.width())),
                TrainConfig.of(epochs, 16, AdamW.of(0.01), new ConstantRate(), loss, metrics).validation(0.2)).seed(3);
    }

    private Outcome trained(Target target, Loss loss, Metric... metrics) {
        try (TrainingRun run = cnn.prepare(pipeline(target, loss, 8, metrics))) {
            return run.train(folder, false);
        }
    }

    private static Image image(int index) {
        Crosses test = Crosses.of(80, 2, Crosses.BARS);
        Image image = Image.of(test.shape());
        test.read(index, image);
        return image;
    }

    private Predictor loaded() {
        return cnn.predictor(folder.resolve("model.safetensors"));
    }

    @Test
    void severalLabelsAreLearntStoredMeasuredAndPredicted() {
        Outcome outcome = trained(Crosses.BARS, BinaryCrossEntropy.of(), F1.of());
        Predictor predictor = loaded();
        assertThat(predictor.model().target()).isEqualTo(Crosses.BARS);
        assertThat(predictor.model().loss()).isEqualTo(BinaryCrossEntropy.of());
        Evaluation evaluation = Evaluation.of(predictor.model(), Crosses.of(80, 2, Crosses.BARS), cnn.engine());
        assertThat(evaluation).isEqualTo(outcome.test());
        LabelFigures figures = (LabelFigures) evaluation.figures();
        assertThat(figures.images()).isEqualTo(80);
        assertThat(figures.microF1()).isGreaterThan(0.95);
        assertThat(figures.macroF1()).isCloseTo((figures.labels().get(0).f1() + figures.labels().get(1).f1()) / 2,
                within(1e-12));

        int exact = 0;
        for (int i = 0; i < 80; i++) {
            Prediction answer = predictor.predict(image(i));
            float[] targets = new float[2];
            Crosses.of(80, 2, Crosses.BARS).readTargets(i, targets, 0);
            List<String> said = answer.labels(0.5).stream().map(Candidate::label).toList();
            exact += said.contains("upright") == (targets[0] == 1) && said.contains("lying") == (targets[1] == 1)
                    ? 1
                    : 0;
        }
        assertThat(figures.exact()).isEqualTo(exact).isGreaterThan(70);
    }

    @Test
    void numbersAreLearntStoredMeasuredAndPredicted() {
        Outcome outcome = trained(Crosses.PLACES, new MeanSquaredError(), new R2());
        Predictor predictor = loaded();
        Evaluation evaluation = Evaluation.of(predictor.model(), Crosses.of(80, 2, Crosses.PLACES), cnn.engine());
        assertThat(evaluation).isEqualTo(outcome.test());
        NumberFigures figures = (NumberFigures) evaluation.figures();
        assertThat(figures.r2()).isGreaterThan(0.3);
        double distance = 0;
        for (int i = 0; i < 80; i++) {
            float[] targets = new float[2];
            Crosses.of(80, 2, Crosses.PLACES).readTargets(i, targets, 0);
            Prediction answer = predictor.predict(image(i));
            assertThat(answer.values()).containsOnlyKeys("column", "row");
            distance += Math.abs(answer.value("column") - targets[0]) + Math.abs(answer.value("row") - targets[1]);
        }
        assertThat(figures.meanAbsoluteError()).isCloseTo(distance / 160, within(1e-9));
        assertThat(evaluation.loss()).isCloseTo(figures.numbers().stream()
                .mapToDouble(number -> number.rootMeanSquare() * number.rootMeanSquare()).average().orElseThrow(),
                within(1e-9));
    }

    @Test
    void softLabelsAreClassesToWhoeverUsesTheModel() {
        Outcome outcome = trained(SOFT, SoftmaxCrossEntropy.of());
        Model model = loaded().model();
        assertThat(model.classes()).containsExactly("none", "one", "two");
        assertThat(outcome.test().accuracy()).isGreaterThan(0.8);
        Evaluation byClass = Evaluation.of(model, Crosses.of(80, 2, Crosses.COUNT), cnn.engine());
        assertThat(((ClassFigures) byClass.figures()).confusion().counts())
                .isDeepEqualTo(outcome.test().confusion().counts());
        assertThat(byClass.loss()).isEqualTo(outcome.test().loss());
    }

    @Test
    void aRunThatWasInterruptedEndsInTheSameBytes() throws IOException {
        for (Target target : List.of(Crosses.BARS, Crosses.PLACES, SOFT)) {
            Loss loss = switch (target.kind()) {
                case LABELS -> BinaryCrossEntropy.of();
                case NUMBERS -> new MeanSquaredError();
                default -> SoftmaxCrossEntropy.of();
            };
            Path whole = folder.resolve(target.name() + "-whole");
            Path parts = folder.resolve(target.name() + "-parts");
            try (TrainingRun run = cnn.prepare(pipeline(target, loss, 3))) {
                run.train(whole, false);
            }
            Interrupted.train(cnn, parts, pipeline(target, loss, 3), 17); // 12 steps an epoch
            assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                    .as(target.name()).isEqualTo(-1);
        }
    }

    @Test
    void whatMakesSenseOfClassesAloneSaysSo() {
        Outcome outcome = trained(Crosses.BARS, BinaryCrossEntropy.of());
        Predictor predictor = loaded();
        assertThatThrownBy(() -> outcome.test().accuracy()).isInstanceOf(IllegalStateException.class)
                .hasMessage("The model answers with several labels, so that images have no class to be taken for. Ask "
                        + "for figures().");
        assertThatThrownBy(() -> predictor.model().classes()).isInstanceOf(IllegalStateException.class)
                .hasMessage("The model answers with several labels (upright, lying), not with classes. Ask for "
                        + "target().");
        assertThatThrownBy(() -> Evaluation.of(predictor.model(), Crosses.of(4, 1, Crosses.PLACES), cnn.engine()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("The model answers with the labels upright, "
                        + "lying, but the data has the numbers column, row. Give data with what the model answers, under "
                        + "the same names and in the same order.");
    }

    @Test
    void severalLabelsAreCrossValidated() {
        List<CrossValidation.Fold> folds = new ArrayList<>();
        CrossValidationResult result = CrossValidation.of(4).by("(\\d)$").run(cnn,
                pipeline(Crosses.BARS, BinaryCrossEntropy.of(), 2).data(new CrossData()), RunOptions.of(), null, false,
                folds::add);
        assertThat(folds).hasSize(4);
        LabelFigures all = (LabelFigures) result.pooled().figures();
        assertThat(all.images()).isEqualTo(40);
        assertThat(all.exact()).isEqualTo(folds.stream()
                .mapToInt(fold -> ((LabelFigures) fold.test().figures()).exact()).sum());
        assertThat(result.groups()).hasSize(10).extracting(Group::images).containsOnly(4);
        assertThat(result.mean(fold -> ((LabelFigures) fold.figures()).microF1())).isBetween(0.0, 1.0);
        assertThatThrownBy(result::accuracy).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The model answers with several labels");
    }
}
