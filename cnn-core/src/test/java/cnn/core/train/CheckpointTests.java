package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.core.engine.Workers;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a checkpoint is told by file and field, and the run is as it was. */
class CheckpointTests {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void writeOne() {
        file = folder.resolve("checkpoint.safetensors");
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(Setup.config(2), workers)) {
            trainer.train(() -> Checkpoint.write(trainer.state(), Map.of("pipeline", "{}"), file));
        }
    }

    private void change(Map<String, String> metadata, Map<String, Tensor> tensors) {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile whole = SafetensorsFile.open(file)) {
            Map<String, String> texts = new LinkedHashMap<>(whole.metadata());
            metadata.forEach((key, value) -> {
                if (value.isEmpty()) {
                    texts.remove(key);
                } else {
                    texts.put(key, value.startsWith("s/")
                            ? texts.get(key).replaceFirst(value.split("/")[1], value.split("/")[2])
                            : value);
                }
            });
            writer.metadata(texts).checksum();
            Map<String, Tensor> all = new LinkedHashMap<>();
            whole.tensors().keySet().forEach(name -> all.put(name, whole.tensor(name)));
            all.putAll(tensors);
            all.forEach((name, tensor) -> {
                if (tensor.data().length != 3) {
                    writer.add(name, tensor);
                }
            });
        }
        writer.write(file);
    }

    private void fails(String problem) {
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(Setup.config(2), workers)) {
            float[] before = trainer.state().weights().tensors().get("dense-1/weights").data().clone();
            assertThatThrownBy(() -> Checkpoint.restore(trainer.state(), file, origin -> {
            })).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("'" + file + "' ")
                    .hasMessageContaining(problem).hasMessageEndingWith("Leave out --resume to start anew.");
            assertThat(trainer.state().epoch()).isZero();
            assertThat(trainer.state().weights().tensors().get("dense-1/weights").data()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"steps", "best_epoch", "history"})
    void aFieldThatIsMissingIsNamed(String field) {
        change(Map.of(field, ""), Map.of());
        fails("is damaged: its metadata lacks '" + field + "'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "best_epoch|3|its best_epoch is 3, and after these epochs it is from 0 to 2.",
        "best_epoch|-1|its best_epoch is -1, and after these epochs it is from 0 to 2.",
        "best_epoch|one|its best_epoch is 'one', no whole number.",
        "steps|-4|its steps is -4, and after these epochs it must be 26.",
        "steps|99999999999999999999|its steps is '99999999999999999999', no whole number.",
        "history|x|its history is no JSON.", "history|{}|its history lacks the list 'epochs'.",
        "history|{\"epochs\":[]}|its history has no epoch, and a checkpoint is written after one.",
        "history|{\"epochs\":[{}]}|its history lacks epochs[0].epoch.",
        "history|s/\"epoch\":1/\"epoch\":7|its history has 7 as epochs[0].epoch, which must be 1.",
        "history|s/\"steps\":13/\"steps\":0|its history has 0 as epochs[0].steps, which must be more than 0.",
        "history|s/\"loss\":[0-9.]+/\"loss\":[]|its history has [] as epochs[0].train.loss, which must be a number.",
        "history|s/\"best\":[a-z]+/\"best\":1|its history has 1 as epochs[0].best, which must be true or false."})
    void aFieldThatIsOutOfRangeIsNamed(String field, String value, String problem) {
        change(Map.of(field, value), Map.of());
        fails("is damaged: " + problem);
    }

    private static final String RUNNING = "{\"step\":2,\"correct\":20,\"lossSum\":1.5,\"nanos\":5,\"nanosWaited\":1,"
            + "\"counts\":{\"accuracy\":[20,32]}}";

    @Test
    void theHistoryCanBeReadAlone() {
        assertThat(Checkpoint.history(file).epochs()).hasSize(2).extracting(EpochReport::epoch).containsExactly(1, 2);
        change(Map.of("history", "{}"), Map.of());
        assertThatThrownBy(() -> Checkpoint.history(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is damaged: its history lacks the list 'epochs'.");
        change(Map.of("format", "other"), Map.of());
        assertThatThrownBy(() -> Checkpoint.history(file)).isInstanceOf(IllegalArgumentException.class).hasMessage("'"
                + file
                + "' is no checkpoint: its metadata has no format cnn-checkpoint. Leave out --resume to start anew.");
    }

    @Test
    void anEpochUnderWayIsTakenOver() {
        change(Map.of("epoch_under_way", RUNNING, "steps", "28"), Map.of());
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(Setup.config(3), workers)) {
            Checkpoint.restore(trainer.state(), file, origin -> {
            });
            assertThat(trainer.state().epoch()).isEqualTo(2);
            assertThat(trainer.state().step()).isEqualTo(2);
            assertThat(trainer.state().steps()).isEqualTo(28);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{|is no JSON.", "{}|lacks step.",
        "s/\"step\":2/\"step\":14|has 14 as step, which must be from 1 to 13.",
        "s/\"step\":2/\"step\":0|has 0 as step, which must be from 1 to 13.",
        "s/\"correct\":20/\"correct\":33|has 33 as correct, which must be from 0 to 32.",
        "s/1.5/\"NaN\"|has NaN as lossSum, which must be finite.",
        "s/\"nanosWaited\":1/\"nanosWaited\":6|has 6 as nanosWaited, which must be from 0 to 5.",
        "s/20,32/20,\"x\"|has \"x\" as counts.accuracy[1], which must be a number.",
        "s/accuracy/recall|does not fit: There are counts of [recall] but the metrics are [accuracy]..",
        "s/20,32/20|does not fit: Metric 'accuracy' Accuracy[] refused in restore: There are 1 counts but 2 finite numbers "
                + "are expected..",
        "s/20,32/20.5,32|does not fit: Metric 'accuracy' Accuracy[] refused in restore: A count is 20.5 but must be a "
                + "whole number of at least 0.."})
    void anEpochUnderWayThatCannotBeIsNamed(String value, String problem) {
        String[] change = value.split("/");
        change(Map.of("epoch_under_way",
                value.startsWith("s/") ? RUNNING.replace(change[1], change[2]) : value, "steps", "28"), Map.of());
        fails("is damaged: its epoch_under_way " + problem);
    }

    @Test
    void aTensorTooManyTooFewOrOfAnotherShapeIsNamed() {
        change(Map.of(), Map.of("weights/extra", new Tensor(Shape.vector(2), new float[2])));
        fails("does not fit: the run has nothing that its tensors weights/extra belong to.");
        writeOne();
        change(Map.of(), Map.of("best/dense-1/bias", new Tensor(Shape.vector(3), new float[3])));
        fails("is damaged: it lacks the tensor 'best/dense-1/bias'.");
        writeOne();
        change(Map.of(), Map.of("optimizer/dense-1/bias/0", new Tensor(Shape.vector(5), new float[5])));
        fails("does not fit: tensor 'optimizer/dense-1/bias/0' is F32 (5) where (2) is needed.");
    }

    @Test
    void aNumberThatIsNoneIsNamed() {
        change(Map.of(), Map.of("weights/dense-1/bias", new Tensor(Shape.vector(2), new float[] {1, Float.NaN})));
        fails("cannot be gone on from: tensor 'weights/dense-1/bias' has NaN at index 1, and what is learnt must be "
                + "finite.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"NaN\""})
    void aScoreThatWasNoNumberIsNaN(String written) {
        change(Map.of("history", "s/\"loss\":[0-9.]+/\"loss\":" + written), Map.of());
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(Setup.config(2), workers)) {
            Checkpoint.restore(trainer.state(), file, origin -> {
            });
            assertThat(trainer.state().history().epochs().getFirst().train().loss()).isNaN();
            assertThat(HistoryJson.write(trainer.state().history())).contains("\"loss\":null").doesNotContain("NaN");
        }
    }
}
