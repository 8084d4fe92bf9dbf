package cnn.core.run;

import cnn.core.model.Provenance;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model file in a run's folder says of itself. A run that was killed may have left the model of an epoch before
 * its checkpoint's best, or none.
 *
 * @param provenance what it says; null where there is no model, or none that can be read
 */
record KeptModel(@Nullable Provenance provenance) {
    static KeptModel in(Path file) {
        try {
            return new KeptModel(Files.isRegularFile(file) ? Provenance.read(file) : null);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return new KeptModel(null); // it is written anew
        }
    }

    /** Whether it is the model of this epoch of a run with this seed and these training images. */
    boolean isOf(int bestEpoch, String dataHash, long runSeed) {
        return provenance != null && provenance.epoch() > 0 && provenance.epoch() == bestEpoch
                && provenance.data().equals(dataHash) && provenance.seed() == runSeed;
    }

    /** Whether these are the results that it tells. */
    boolean tells(List<Provenance.Result> results) {
        return provenance != null && provenance.results().equals(results);
    }
}
