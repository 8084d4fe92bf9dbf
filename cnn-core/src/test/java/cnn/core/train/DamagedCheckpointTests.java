package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.layers.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCheckpointTests {
    private static final Network NETWORK = Network.of(Shape.vector(2), Dense.of(2));

    @TempDir Path folder;

    private static TrainingState state(long seed) {
        TrainingState state = new TrainingState(Weights.init(NETWORK, seed),
                new LinkedHashMap<>(Map.of("dense-1/bias#0", new float[2])), Setup.epoch(4));
        state.stepDone();
        state.finishEpoch(new EpochReport(1, 1, 0.1, new Scores(0.5, Map.of("accuracy", 0.9)), null, 1, 1, 0, true));
        return state;
    }

    private static void restore(TrainingState state, Path file) {
        Checkpoint.restore(state, file, origin -> assertThat(origin).containsEntry("pipeline", "p"));
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        Path file = folder.resolve("checkpoint");
        Checkpoint.write(state(1), Map.of("pipeline", "p"), file);
        byte[] valid = Files.readAllBytes(file);
        TrainingState restored = state(2);
        restore(restored, file);
        assertThat(restored.weights().tensors().get("dense-1/weights").data())
                .isEqualTo(state(1).weights().tensors().get("dense-1/weights").data());
        for (int bit = 0; bit < valid.length * 8; bit++) {
            byte[] damaged = valid.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            int where = bit;
            TrainingState untouched = state(2);
            assertThatThrownBy(() -> restore(untouched, file)).as("bit %s", where)
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(file.toString());
            assertThat(untouched.weights().tensors().get("dense-1/weights").data()).as("nothing half restored")
                    .isEqualTo(state(2).weights().tensors().get("dense-1/weights").data());
        }
    }

    @Test
    void aCheckpointWithoutAChecksumStillServes() {
        Path file = folder.resolve("checkpoint");
        Checkpoint.write(state(1), Map.of("pipeline", "p"), file);
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
            assertThat(metadata.remove("checksum")).matches("crc32:[0-9a-f]{8}");
            writer.metadata(metadata);
            read.tensors().keySet().forEach(name -> writer.add(name, read.tensor(name)));
        }
        writer.write(file);
        TrainingState restored = state(2);
        restore(restored, file);
        assertThat(restored.weights().tensors().get("dense-1/weights").data())
                .isEqualTo(state(1).weights().tensors().get("dense-1/weights").data());
    }
}
