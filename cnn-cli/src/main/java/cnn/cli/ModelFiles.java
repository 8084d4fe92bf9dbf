package cnn.cli;

import cnn.core.text.Echo;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a model is meant to be. */
final class ModelFiles {
    private ModelFiles() {
    }

    /** The file; where a run's folder is named, the model in it. */
    static Path find(Path named) {
        Path inside = named.resolve("model.safetensors");
        if (Files.isDirectory(named)) {
            if (!Files.exists(inside)) {
                throw new IllegalArgumentException("There is no model in the folder '" + Echo.of(named)
                        + "': it has no model.safetensors. Name a model file or the folder of a run.");
            }
            return inside;
        }
        if (!Files.exists(named)) {
            throw new IllegalArgumentException("There is no model file '" + Echo.of(named)
                    + "'. Train one with ./cnn train, which says where it writes it.");
        }
        return named;
    }
}
