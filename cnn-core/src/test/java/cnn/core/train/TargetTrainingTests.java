package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import cnn.api.train.TrainingListener;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.metric.ExactMatch;
import cnn.layers.metric.F1;
import cnn.layers.metric.LabelAccuracy;
import cnn.layers.metric.MeanAbsoluteError;
import cnn.layers.metric.R2;
import cnn.layers.optimizer.AdamW;
import cnn.layers.schedule.ConstantRate;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Training on targets that are not a class of each image. */
class TargetTrainingTests {
    private static Trainer trainer(Target target, int units, Loss loss, Workers workers,
            List<TrainingListener> listeners, Metric... metrics) {
        Crosses train = Crosses.of(240, 1, target);
        Network network = Network.of(train.shape(), Conv2d.of(4, 3), new Relu(), new Flatten(), Dense.of(16),
                new Relu(), Dense.of(units));
        TrainConfig config = TrainConfig.of(8, 16, AdamW.of(0.01), new ConstantRate(), loss, metrics);
        return new Trainer(network, config, new TrainingData(train, Crosses.of(80, 2, target),
                Preprocessing.standardizing(train), List.of()), 7, new Engine(Setup.KERNELS, workers), listeners);
    }

    private static Scores validated(Target target, int units, Loss loss, Metric... metrics) {
        try (Workers workers = new Workers(2);
                Trainer trainer = trainer(target, units, loss, workers, List.of(), metrics)) {
            trainer.train(() -> {
            });
            return trainer.state().history().epochs().getLast().validation();
        }
    }

    private static AbstractThrowableAssert<?, ?> refused(Target target, int units, Loss loss, Metric... metrics) {
        return assertThatThrownBy(() -> validated(target, units, loss, metrics))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void learnsSeveralLabels() {
        Scores scores = validated(Crosses.BARS, 2, BinaryCrossEntropy.of(), LabelAccuracy.of(), ExactMatch.of(),
                F1.of());
        assertThat(scores.metrics().get("label-accuracy")).isGreaterThan(0.95);
        assertThat(scores.metrics().get("exact-match")).isGreaterThan(0.9);
        assertThat(scores.metrics().get("f1")).isGreaterThan(0.95);
        assertThat(scores.metrics()).doesNotContainKey("accuracy");
        assertThat(scores.accuracy()).isNaN();
    }

    @Test
    void learnsNumbers() {
        Scores scores = validated(Crosses.PLACES, 2, new MeanSquaredError(), new MeanAbsoluteError(), new R2());
        assertThat(scores.metrics().get("r2")).isGreaterThan(0.5);
        assertThat(scores.metrics().get("mean-absolute-error")).isLessThan(0.15);
    }

    /** Labels whose loss has no activation are predictions as they are: a threshold of ½ is one on the scores. */
    @Test
    void metricsSeeThePredictionsThatTheLossMakesOfScores() {
        assertThat(validated(Crosses.BARS, 2, new MeanSquaredError(), LabelAccuracy.of()).metrics()
                .get("label-accuracy")).isGreaterThan(0.9);
    }

    @Test
    void aClassThatIsReadAsNumbersIsOneAsWell() {
        Scores scores = validated(Crosses.COUNT, 3, SoftmaxCrossEntropy.of(), new Accuracy());
        assertThat(scores.accuracy()).isGreaterThan(0.8).isEqualTo(scores.metrics().get("accuracy"));
        Target soft = Target.softLabel("none", "one", "two").name("count");
        assertThat(validated(soft, 3, SoftmaxCrossEntropy.of(), new Accuracy())).isEqualTo(scores);
    }

    @Test
    void progressHasNoAccuracyWhereTargetsAreNotClasses() {
        List<Double> told = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                told.add(progress.accuracy());
            }
        };
        try (Workers workers = new Workers(1);
                Trainer trainer = trainer(Crosses.BARS, 2, BinaryCrossEntropy.of(), workers, List.of(listener))) {
            trainer.train(trainer::stop);
        }
        assertThat(told).hasSize(15).allSatisfy(accuracy -> assertThat(accuracy).isNaN());
    }

    @Test
    void refusesLossesThatTakeOtherTargets() {
        refused(Crosses.BARS, 2, SoftmaxCrossEntropy.of()).hasMessage("The loss softmax-cross-entropy compares scores "
                + "with a class or a soft label, but the data has several labels for every image: the labels upright, "
                + "lying. Set train.loss to what takes them: binary-cross-entropy.");
        refused(Crosses.PLACES, 2, BinaryCrossEntropy.of()).hasMessage("The loss binary-cross-entropy compares scores "
                + "with a class or a soft label or several labels, but the data has numbers for every image: the numbers "
                + "column, row. Set train.loss to what takes them: mean-squared-error.");
    }

    @Test
    void refusesMetricsThatTakeOtherTargets() {
        refused(Crosses.BARS, 2, BinaryCrossEntropy.of(), new Accuracy()).hasMessage("The metric accuracy compares "
                + "scores with a class or a soft label, but the data has several labels for every image: the labels "
                + "upright, lying. Set train.metrics to what takes them: label-accuracy, exact-match or f1.");
        refused(Crosses.PLACES, 2, new MeanSquaredError(), F1.of()).hasMessageEndingWith("Set train.metrics to what "
                + "takes them: mean-absolute-error or r2.");
        refused(Crosses.COUNT, 3, SoftmaxCrossEntropy.of(), new R2()).hasMessageEndingWith("Set train.metrics to what "
                + "takes them: accuracy.");
    }

    @Test
    void refusesMetricsOfClassesThatAreNotThere() {
        refused(Crosses.BARS, 2, BinaryCrossEntropy.of(), F1.of().only("slanted")).hasMessage("F1 is to measure only "
                + "'slanted', but the data has upright, lying. Name one of these, or leave 'only' out for all.");
    }

    @Test
    void refusesScoresOfAnotherNumber() {
        refused(Crosses.BARS, 3, BinaryCrossEntropy.of()).hasMessage("The network ends in 3 scores but the data has 2 "
                + "labels. Give the last dense layer 2 units.");
    }

    @Test
    void refusesSeveralTargetsForOneOutput() {
        Crosses data = Crosses.of(24, 1, Crosses.BARS, Crosses.PLACES);
        TrainingData all = new TrainingData(data, null, Preprocessing.none(data.shape()), List.of());
        Network network = Network.of(data.shape(), new Flatten(), Dense.of(4));
        TrainConfig config = TrainConfig.of(1, 8, AdamW.of(0.01), new ConstantRate(), new MeanSquaredError());
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(
                    () -> new Trainer(network, config, all, 7, new Engine(Setup.KERNELS, workers), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The data has the targets 'bars' (the labels "
                            + "upright, lying), 'places' (the numbers column, row), but the network has one output, which is "
                            + "compared with one target. Name an output for each with 'outputs', or use data with one "
                            + "target.");
        }
    }

    @Test
    void aPlugInLossThatSaysNothingTakesClassesAlone() {
        record Quiet() implements Loss {
            @Override
            public Layer activation() {
                return null;
            }

            @Override
            public void check(Shape scores, Shape targets) {
            }

            @Override
            public double apply(ScoredBatch batch) {
                return 0;
            }
        }
        refused(Crosses.BARS, 2, new Quiet()).hasMessageStartingWith("The loss Quiet compares scores with a class, but "
                + "the data has several labels");
    }
}
