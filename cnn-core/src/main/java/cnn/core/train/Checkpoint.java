package cnn.core.train;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.core.network.Weights;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.core.safetensors.TensorInfo;
import cnn.core.text.Echo;
import cnn.core.train.EpochUnderWay.Counted;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A run's state, after an epoch or within one, in one safetensors file: weights, the best weights, the optimizer's
 * buffers, and in {@code __metadata__} the history, the cursor, what the epoch under way has counted, and what the run
 * follows from.
 */
public final class Checkpoint {
    private static final String FORMAT = "cnn-checkpoint";
    private static final String RUNNING = "epoch_under_way";
    private static final int MOST_NAMED = 20;
    private static final String CURE = " Leave out --resume to start anew.";

    private Checkpoint() {
    }

    /**
     * Writes a state; the file that was there before stays until the new one is complete.
     *
     * @param origin what the run follows from, to be compared when going on
     */
    public static void write(TrainingState state, Map<String, String> origin, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter().checksum();
        writer.metadata(origin).metadata("format", FORMAT).metadata("steps", Long.toString(state.steps()))
                .metadata("best_epoch", Integer.toString(state.bestEpoch()))
                .metadata("history", HistoryJson.write(state.history()));
        if (state.step() > 0) {
            writer.metadata(RUNNING, state.running().write());
        }
        state.weights().tensors().forEach((name, tensor) -> writer.add("weights/" + name, tensor));
        state.best().tensors().forEach((name, tensor) -> writer.add("best/" + name, tensor));
        if (state.average() != null) {
            state.average().tensors().forEach((name, tensor) -> writer.add("average/" + name, tensor));
        }
        state.optimizerSlots().forEach((name, values) -> writer.add("optimizer/" + name,
                new Tensor(Shape.vector(values.length), values)));
        writer.write(file);
    }

    /**
     * Puts a run where the checkpoint was written. Where anything is wrong the run is as it was.
     *
     * @param check told what the checkpoint's run follows from; throws where this run follows from something else
     * @throws IllegalArgumentException where the file is damaged or belongs to another run, naming file and field
     */
    public static void restore(TrainingState state, Path file, Consumer<Map<String, String>> check) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            Map<String, String> metadata = tensors.metadata();
            requireCheckpoint(metadata, file);
            tensors.verify();
            check.accept(metadata);
            Fields fields = new Fields(file, metadata);
            History history = HistoryJson.read(fields.text("history"), problem -> fields.fault("history", problem));
            int epochs = history.epochs().size();
            Counted counted = !metadata.containsKey(RUNNING)
                    ? null
                    : state.running().read(fields.text(RUNNING), problem -> fields.fault(RUNNING, problem));
            if (epochs == 0 && counted == null) {
                throw fields.fault("history", "has no epoch, and a checkpoint is written after one");
            }
            long done = (epochs == 0 ? 0 : history.epochs().getLast().steps()) + (counted == null ? 0 : counted.step());
            long steps = fields.number("steps", done, done);
            int bestEpoch = (int) fields.number("best_epoch", 0, epochs);
            state.enter(epochs + (counted == null ? 0 : 1));
            Map<String, float[]> parts = new LinkedHashMap<>();
            add(parts, "weights/", state.weights());
            add(parts, "best/", state.best());
            if (state.average() != null) {
                add(parts, "average/", state.average());
            }
            state.optimizerSlots().forEach((name, values) -> parts.put("optimizer/" + name, values));
            Map<String, Shape> shapes = new LinkedHashMap<>();
            state.weights().tensors().forEach((name, tensor) -> {
                shapes.put("weights/" + name, tensor.shape());
                shapes.put("best/" + name, tensor.shape());
                shapes.put("average/" + name, tensor.shape());
            });
            Map<String, float[]> values = new LinkedHashMap<>();
            parts.forEach((name, array) -> values.put(name, read(tensors, file, name,
                    shapes.getOrDefault(name, Shape.vector(array.length)))));
            TreeSet<String> surplus = new TreeSet<>(tensors.tensors().keySet());
            surplus.removeAll(parts.keySet());
            if (!surplus.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(file) + "' does not fit: the run has nothing that its tensors "
                                + String.join(", ", surplus.stream().limit(MOST_NAMED).map(Echo::of).toList())
                                + (surplus.size() > MOST_NAMED ? " and " + (surplus.size() - MOST_NAMED) + " more" : "")
                                + " belong to." + CURE);
            }
            if (counted != null) {
                try {
                    state.running().restore(epochs + 1, counted);
                } catch (IllegalArgumentException e) {
                    throw fields.fault(RUNNING, "does not fit: " + e.getMessage());
                }
            }
            parts.forEach((name, array) -> System.arraycopy(values.get(name), 0, array, 0, array.length));
            state.restore(history, steps, bestEpoch);
        }
    }

    /**
     * What the epochs of a run brought, as its checkpoint keeps it. Its weights are not read.
     *
     * @throws IllegalArgumentException where the file is damaged or no checkpoint, naming file and field
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    public static History history(Path file) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            Map<String, String> metadata = tensors.metadata();
            requireCheckpoint(metadata, file);
            Fields fields = new Fields(file, metadata);
            return HistoryJson.read(fields.text("history"), problem -> fields.fault("history", problem));
        }
    }

    private static void requireCheckpoint(Map<String, String> metadata, Path file) {
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' is no checkpoint: its metadata has no format "
                    + FORMAT + "." + CURE);
        }
    }

    private static void add(Map<String, float[]> parts, String prefix, Weights weights) {
        weights.tensors().forEach((name, tensor) -> parts.put(prefix + name, tensor.data()));
    }

    private static float[] read(SafetensorsFile tensors, Path file, String name, Shape shape) {
        TensorInfo info = tensors.tensors().get(name);
        if (info == null) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' is damaged: it lacks the tensor '" + Echo.of(name) + "'." + CURE);
        }
        if (!info.hasShape(shape)) { // before it is read: it may be of any size
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' does not fit: tensor '" + Echo.of(name) + "' is "
                            + info.describe() + " where " + shape + " is needed." + CURE);
        }
        float[] read = tensors.floats(name);
        int wrong = Weights.indexOfNotFinite(read, 0, read.length);
        if (wrong >= 0) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' cannot be gone on from: tensor '"
                    + Echo.of(name) + "' has "
                    + read[wrong] + " at index " + wrong + ", and what is learnt must be finite. Train with a smaller "
                    + "learning rate." + CURE);
        }
        return read;
    }

    /** The texts of a checkpoint, and what is wrong with them. */
    private record Fields(Path file, Map<String, String> metadata) {
        String text(String name) {
            String text = metadata.get(name);
            if (text == null) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(file) + "' is damaged: its metadata lacks '" + Echo.of(name) + "'."
                                + CURE);
            }
            return text;
        }

        long number(String name, long least, long most) {
            String text = text(name);
            long number;
            try {
                number = Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw fault(name, "is '" + Echo.of(text) + "', no whole number");
            }
            if (number < least || number > most) {
                throw fault(name, "is " + number + ", and after these epochs it "
                        + (least == most ? "must be " + least : "is from " + least + " to " + most));
            }
            return number;
        }

        IllegalArgumentException fault(String name, String problem) {
            return new IllegalArgumentException(
                    "'" + Echo.path(file) + "' is damaged: its " + name + " " + problem + "." + CURE);
        }
    }
}
