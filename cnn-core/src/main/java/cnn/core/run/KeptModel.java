package cnn.core.run;

import cnn.core.safetensors.SafetensorsFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the model file in a run's folder says of itself. A run that was killed may have left the model of an epoch before
 * its checkpoint's best, or none.
 *
 * @param epoch whose weights it has; 0 where there is no model
 * @param data hash of the training images
 * @param seed of the run
 * @param tested whether its images of the test were measured
 */
record KeptModel(int epoch, String data, long seed, boolean tested) {
    private static final KeptModel NONE = new KeptModel(0, "", 0, false);

    static KeptModel in(Path file) {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            JsonNode told = new ObjectMapper().readTree(tensors.metadata().getOrDefault("provenance", "{}"));
            boolean tested = false;
            for (JsonNode result : told.path("results")) {
                tested |= result.path("images").asText().equals("test");
            }
            return new KeptModel(told.path("epoch").asInt(), told.path("data").asText(), told.path("seed").asLong(),
                    tested);
        } catch (IllegalArgumentException | UncheckedIOException | JsonProcessingException e) {
            return NONE; // it is written anew
        }
    }

    /** Whether it is the model of this epoch of a run with this seed and these training images. */
    boolean isOf(int bestEpoch, String dataHash, long runSeed) {
        return epoch > 0 && epoch == bestEpoch && data.equals(dataHash) && seed == runSeed;
    }
}
