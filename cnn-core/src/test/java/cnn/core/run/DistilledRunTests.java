package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.core.model.Provenance;
import cnn.core.pipeline.Distillation;
import cnn.core.pipeline.Normalize;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Registry;
import cnn.core.train.Bars;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose network learns from a model on file. */
class DistilledRunTests {
    private static final Registry REGISTRY = Registry.load();

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    private record Images(int seed) implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(new Bars(64, seed), new Bars(40, 9), null);
        }
    }

    private static PipelineConfig pipeline(int seed, Layer... layers) {
        return PipelineConfig.of("bars", new Images(seed), Entry.chain(layers),
                TrainConfig.of(2, 16, Sgd.of(0.05), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()))
                .seed(seed).preprocess(normalized(0.25f));
    }

    private static Preprocess normalized(float mean) {
        return Preprocess.PLAIN.normalize(new Normalize.Given(List.of(mean), List.of(0.5f)));
    }

    private static PipelineConfig student() {
        PipelineConfig plain = pipeline(2, new Flatten(), Dense.of(2));
        return plain.train(plain.train().distill(Distillation.of(Path.of("teacher"))));
    }

    private void train(PipelineConfig config, String into, boolean resume, int threads) {
        notes.clear();
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(threads).build();
                TrainingRun run = cnn.prepare(config, RunOptions.of().folder(folder).notes(notes::add))) {
            run.train(folder.resolve(into), resume);
        }
    }

    private Path model(String run) {
        return folder.resolve(run).resolve("model.safetensors");
    }

    @BeforeEach
    void trainTheTeacher() {
        train(pipeline(1, Conv2d.of(3, 3), new Flatten(), Dense.of(2)), "teacher", false, 1);
    }

    @Test
    void saysByWhomItIsTaughtAndKeepsItsHash() throws IOException {
        train(student(), "student", false, 1);
        assertThat(notes).containsExactly("Taught by '" + model("teacher") + "'.");
        assertThat(Provenance.read(model("student")).teacher()).matches("[0-9a-f]{64}");
        assertThat(Provenance.read(model("teacher")).teacher()).isNull();
        PipelineConfig alone = pipeline(2, new Flatten(), Dense.of(2));
        train(alone, "alone", false, 1);
        assertThat(Files.mismatch(model("student"), model("alone"))).isNotNegative();
    }

    @Test
    void saysWhereTheTeacherKnowsOtherImages() {
        train(student().preprocess(normalized(0.5f)), "student", false, 1);
        assertThat(notes).containsExactly("Taught by '" + model("teacher")
                + "', which is given its images as it knows them: normalized by mean [0.25] and std [0.5].");
    }

    @Test
    void aResumedRunMustHaveTheSameTeacher() throws IOException {
        train(student(), "whole", false, 1);
        train(student().train(student().train().epochs(1)), "parts", false, 3);
        train(student(), "parts", true, 1);
        assertThat(Files.mismatch(model("whole"), model("parts"))).isEqualTo(-1);
        train(pipeline(7, new Flatten(), Dense.of(2)), "teacher", false, 1);
        assertThatThrownBy(() -> train(student(), "parts", true, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + folder.resolve("parts/checkpoint.safetensors")
                        + "' belongs to another run: the model that it is taught by differs. ");
    }

    @Test
    void refusesATeacherThatIsNotThere() throws IOException {
        Files.delete(model("teacher"));
        assertThatThrownBy(() -> train(student(), "student", false, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("train.distill.model names '" + model("teacher")
                        + "', which does not exist. Give a model file, "
                        + "or the folder of a run that has one.");
    }
}
