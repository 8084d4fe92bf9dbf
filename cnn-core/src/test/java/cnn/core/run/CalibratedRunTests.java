package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.layer.Entry;
import cnn.core.model.Model;
import cnn.core.network.Temperature;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Registry;
import cnn.core.train.Bars;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.loss.Hinge;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that ends with its model's calibration. */
class CalibratedRunTests {
    private static final Registry REGISTRY = Registry.load();

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    /** Bars, some of whose labels are the wrong ones. */
    private record Doubtful(DataSet images) implements DataSet {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public Shape shape() {
            return images.shape();
        }

        @Override
        public List<String> classes() {
            return images.classes();
        }

        @Override
        public int label(int index) {
            return Rng.uniform(77, index) < 0.2 ? 1 - images.label(index) : images.label(index);
        }

        @Override
        public void read(int index, Image target) {
            images.read(index, target);
        }
    }

    private record Images(boolean validation) implements DataSource {
        @Override
        public Splits open(Request request) {
            return new Splits(new Bars(64, 1), validation ? new Doubtful(new Bars(60, 2)) : null, new Bars(40, 3));
        }
    }

    private static PipelineConfig pipeline(boolean validation, int epochs) {
        return PipelineConfig.of("bars", new Images(validation),
                Entry.chain(Conv2d.of(6, 3), new Relu(), new Flatten(), Dense.of(2)),
                TrainConfig.of(epochs, 16, Sgd.of(0.1), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy())
                        .calibrate(true));
    }

    private Outcome train(PipelineConfig config, String into, boolean resume) {
        notes.clear();
        try (Cnn cnn = Cnn.builder().registry(REGISTRY).threads(1).build();
                TrainingRun run = cnn.prepare(config, RunOptions.of().notes(notes::add))) {
            return run.train(folder.resolve(into), resume);
        }
    }

    private Path model(String run) {
        return folder.resolve(run).resolve("model.safetensors");
    }

    @Test
    void theModelOfARunIsCalibratedAndMeasuredSo() {
        Outcome outcome = train(pipeline(true, 6), "run", false);
        assertThat(notes).hasSize(1).first().asString()
                .matches("Calibrated by the validation images: temperature \\d+\\.\\d+ "
                        + "by 60 images; log loss 0\\.\\d+, before 0\\.\\d+; calibration error \\d+\\.\\d\\d %, before "
                        + "\\d+\\.\\d\\d %\\.");
        Model read = Model.load(model("run"), REGISTRY);
        assertThat(read.network().nodes().getLast().layer()).isInstanceOf(Temperature.class);
        assertThat(read.provenance().results()).extracting(result -> result.images()).containsExactly("train",
                "validation", "calibration", "test");
        assertThat(read.provenance().results().getLast().loss()).isEqualTo(outcome.test().loss());
        assertThat(outcome.history().epochs()).hasSize(6);
    }

    @Test
    void aRunInPartsEndsInTheSameFile() throws IOException {
        train(pipeline(true, 4), "whole", false);
        train(pipeline(true, 2), "parts", false);
        train(pipeline(true, 4), "parts", true);
        assertThat(Files.mismatch(model("whole"), model("parts"))).isEqualTo(-1);
        train(pipeline(true, 4), "parts", true);
        assertThat(notes)
                .contains("This run is complete: all of its 4 epochs are done. Ask for more with train.epochs to go "
                        + "on.");
        assertThat(Files.mismatch(model("whole"), model("parts"))).isEqualTo(-1);
    }

    @Test
    void imagesThatDecideNothingAreToldAndLeaveTheModelAsItIs() {
        PipelineConfig sure = pipeline(true, 12).data(request -> new DataSource.Splits(new Bars(64, 1), new Bars(8, 1),
                null));
        train(sure, "run", false);
        assertThat(notes).hasSize(1).first().asString()
                .startsWith("The model is not calibrated. No temperature fits these 8 "
                        + "images: the surer");
        assertThat(Model.load(model("run"), REGISTRY).network().nodes()).hasSize(4);
    }

    @Test
    void refusesWhatCannotBeCalibratedBeforeTraining() {
        assertThatThrownBy(() -> train(pipeline(false, 1), "run", false)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("train.calibrate needs images that training does not learn from, but there are none for "
                        + "validation. Hold some back with train.validation, for example 0.1, or leave calibrate out.");
        PipelineConfig hinge = pipeline(true, 1);
        assertThatThrownBy(() -> train(hinge.train(hinge.train().loss(Hinge.of())), "run", false))
                .hasMessageStartingWith(
                        "Calibration divides scores before softmax, but of the scores for the loss Hinge[");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
