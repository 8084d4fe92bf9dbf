package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.layer.Entry;
import cnn.api.train.TrainingListener;
import cnn.augment.geometry.Flip;
import cnn.augment.mix.CutMix;
import cnn.augment.mix.MixUp;
import cnn.core.data.ImageFolder;
import cnn.core.model.Model;
import cnn.core.pipeline.Interval;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.Outcome;
import cnn.core.run.TrainingRun;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that mixes batches, from YAML and from Java: trained, interrupted, resumed, saved, loaded and used. */
class MixUpPipelineTests {
    @TempDir private Path folder;

    private Path yaml(TinyProject project) {
        return project.pipeline(
                "train: {epochs: 3, batch: 4, optimizer: {sgd: {learning-rate: 0.1}}, validation: 0.25}",
                """
                        augment:
                          - flip
                          - mixup: {alpha: 0.4}
                          - cutmix: {probability: 0.5}
                        train:
                          epochs: 12
                          batch: 4
                          optimizer: {sgd: {learning-rate: 0.1}}
                          validation: 0.25
                          checkpoint: {every: 2 steps}
                        """);
    }

    private static PipelineConfig java(TinyProject project) {
        return PipelineConfig
                .of("tiny", ImageFolder.of(project.path("data").toString()),
                        Entry.chain(Conv2d.of(2, 3), new Relu(), new Flatten(), Dense.of(2)),
                        TrainConfig.of(12, 4, Sgd.of(0.1), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy())
                                .validation(0.25).checkpoint(Interval.steps(2)))
                .seed(3).preprocess(Preprocess.PLAIN.channels(1))
                .augment(Flip.of(), MixUp.of(0.4), CutMix.of().probability(0.5));
    }

    @Test
    void fromYamlAndFromJavaItComesToTheSameModelHoweverItIsInterrupted() throws Exception {
        TinyProject project = TinyProject.in(folder);
        Path whole = folder.resolve("whole");
        CommandRun.of("train", yaml(project), "--out", whole, "--threads", 2).succeeds();
        Path parts = folder.resolve("parts");
        int stops = 0;
        boolean complete = false;
        while (!complete) { // five steps at a time, in the middle of epochs
            int[] steps = {0};
            TrainingRun[] running = new TrainingRun[1];
            TrainingListener fiveSteps = new TrainingListener() {
                @Override
                public void stepped(Run run, Progress progress) {
                    if (++steps[0] == 5) {
                        running[0].stop();
                    }
                }
            };
            try (Cnn cnn = Cnn.builder().threads(1 + stops % 3).listener(fiveSteps).build();
                    TrainingRun run = cnn.prepare(java(project))) {
                running[0] = run;
                assertThat(run.config()).isEqualTo(cnn.read(folder.resolve("tiny.yaml")));
                Outcome outcome = run.train(parts, stops > 0);
                complete = outcome.end().reason() == TrainingListener.Reason.COMPLETED;
                stops += complete ? 0 : 1;
            }
        }
        assertThat(stops).isGreaterThan(8);
        assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                .isEqualTo(-1);
        assertThat(CommandRun.of("evaluate", parts, "--data", "folder:" + project.path("data")).succeeds().out())
                .contains("accuracy");
        assertThat(CommandRun.of("predict", parts, project.image("light.png", 250)).succeeds().out()).contains("light");
        try (Cnn cnn = Cnn.create()) {
            Model model = cnn.loadModel(parts.resolve("model.safetensors"));
            assertThat(model.provenance().pipeline()).contains("\"mixup\"", "\"cutmix\"");
            assertThat(cnn.predictor(parts.resolve("model.safetensors")).predict(project.image("dark.png", 5)).label())
                    .isEqualTo("dark");
        }
    }

    @Test
    void whatStandsInTheWrongPlaceIsToldByItsLine() {
        TinyProject project = TinyProject.in(folder);
        project.pipeline("train: {epochs: 3", "augment: [mixup, flip]\ntrain: {epochs: 3");
        assertThat(CommandRun.of("train", folder.resolve("tiny.yaml")).err())
                .contains("The augmenter Flip[axis=HORIZONTAL, "
                        + "probability=0.5] changes single images but stands behind MixUp[alpha=0.2, probability=1.0], which changes "
                        + "batches of them. Put it before.");
        project.pipeline("train: {epochs: 3", "augment: [{sometimes: {step: mixup}}]\ntrain: {epochs: 3");
        assertThat(CommandRun.of("train", folder.resolve("tiny.yaml")).err())
                .contains("augment[0].sometimes.step.mixup: "
                        + "'mixup' is a batch augmenter, and here only an augmenter can stand. Put it where both may stand.");
    }
}
