package cnn.core.artifact;

import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.registry.Registry;
import java.util.List;

/**
 * What a jar says of its model, in {@code model.json}.
 *
 * @param format of the jar: 1
 * @param artifact its coordinates
 * @param framework version that gave the answers
 * @param model SHA-256 of the model file
 * @param images pictures, and what the model answered
 */
record ModelCard(int format, String artifact, String framework, String model, List<Golden> images) {
    static final int FORMAT = 1;

    ModelCard {
        images = List.copyOf(images);
    }

    /**
     * A picture that the model must answer as it did.
     *
     * @param file its name in the jar
     * @param name what its file was called
     * @param hash SHA-256 of the file
     * @param answer probabilities or numbers, in the order of the model's outputs and their names
     */
    record Golden(String file, String name, String hash, List<Double> answer) {
        Golden {
            answer = List.copyOf(answer);
        }
    }

    String json() {
        return RecordCodec.encode(ModelCard.class, this).toJsonLines();
    }

    static ModelCard parse(String source, String json) {
        return new RecordCodec(Registry.of()).decode(ModelCard.class, ConfigNode.json(source, json));
    }
}
