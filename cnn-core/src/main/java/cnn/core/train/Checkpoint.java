package cnn.core.train;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.core.network.Weights;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;

/**
 * A run's state after a complete epoch in one safetensors file: weights, the best weights, the optimizer's buffers, and
 * in {@code __metadata__} the history and the cursor.
 */
public final class Checkpoint {
    private static final String FORMAT = "cnn-checkpoint";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Checkpoint() {
    }

    /**
     * Writes a state; the file that was there before stays until the new one is complete.
     *
     * @param pipeline what is being trained, to be compared when going on
     */
    public static void write(TrainingState state, String pipeline, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter().checksum();
        writer.metadata("format", FORMAT).metadata("pipeline", pipeline)
                .metadata("steps", Long.toString(state.steps()))
                .metadata("best_epoch", Integer.toString(state.bestEpoch()));
        try {
            writer.metadata("history", JSON.writeValueAsString(state.history()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The history cannot be written as JSON: " + e.getMessage(), e);
        }
        state.weights().tensors().forEach((name, tensor) -> writer.add("weights/" + name, tensor));
        state.best().tensors().forEach((name, tensor) -> writer.add("best/" + name, tensor));
        state.optimizerSlots().forEach((name, values) -> writer.add("optimizer/" + name,
                new Tensor(Shape.vector(values.length), values)));
        writer.write(file);
    }

    /**
     * Puts a run where the checkpoint was written.
     *
     * @param pipeline what is being trained
     * @throws IllegalArgumentException where the file is damaged or belongs to another pipeline
     */
    public static void restore(TrainingState state, String pipeline, Path file) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            Map<String, String> metadata = tensors.metadata();
            if (!FORMAT.equals(metadata.get("format"))) {
                throw new IllegalArgumentException("'" + file + "' is no checkpoint: its metadata has no format "
                        + FORMAT + ". Leave out --resume to start anew.");
            }
            tensors.verify();
            if (!pipeline.equals(metadata.get("pipeline"))) {
                throw new IllegalArgumentException("'" + file + "' was written for another pipeline, seed or data. "
                        + "Only the number of epochs may change. Resume with what it was started with, or leave out "
                        + "--resume to start anew.");
            }
            fill(tensors, "weights/", state.weights());
            fill(tensors, "best/", state.best());
            state.optimizerSlots().forEach((name, values) -> copy(tensors, "optimizer/" + name, values));
            state.restore(JSON.readValue(metadata.get("history"), History.class),
                    Long.parseLong(metadata.get("steps")), Integer.parseInt(metadata.get("best_epoch")));
        } catch (JsonProcessingException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + file + "' is damaged: its history cannot be read. Leave out --resume to start anew.", e);
        }
    }

    private static void fill(SafetensorsFile tensors, String prefix, Weights weights) {
        weights.tensors().forEach((name, tensor) -> copy(tensors, prefix + name, tensor.data()));
    }

    private static void copy(SafetensorsFile tensors, String name, float[] values) {
        float[] read = tensors.floats(name);
        if (read.length != values.length) {
            throw new IllegalArgumentException("'" + tensors.name() + "' does not fit: tensor '" + name + "' has "
                    + read.length + " numbers where " + values.length + " are needed. Leave out --resume to start "
                    + "anew.");
        }
        System.arraycopy(read, 0, values, 0, values.length);
    }
}
