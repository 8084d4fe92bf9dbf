package cnn.cli;

import cnn.core.config.ConfigNode;
import java.util.Optional;

/** Where a key stands in a pipeline, in the words of {@code --set}. */
final class KeyPath {
    private KeyPath() {
    }

    /** The first place of a key below a node, whose own path is given. */
    static Optional<String> of(ConfigNode node, String path, String key) {
        if (!(node instanceof ConfigNode.Keys keys)) {
            return Optional.empty();
        }
        return keys.find(key).map(_ -> path + "." + key).or(() -> keys.entries().stream()
                .flatMap(entry -> of(entry.value(), path + "." + entry.key(), key).stream()).findFirst());
    }
}
