package cnn.cli;

import cnn.api.data.Augmentation;
import cnn.core.config.ConfigNode;
import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Scalar;
import cnn.core.config.RecordCodec;

/** What to call an augmenter in a row: its id, and that of the one within it, as {@code sometimes blur}. */
final class AugmenterName {
    private AugmenterName() {
    }

    static String of(Augmentation augmenter) {
        return name(RecordCodec.encode(Augmentation.class, augmenter));
    }

    private static String name(ConfigNode component) {
        if (!(component instanceof Keys keys) || keys.entries().isEmpty()) {
            return component instanceof Scalar id ? id.text() : component.toJson();
        }
        Entry id = keys.entries().getFirst();
        if (id.value() instanceof Keys options) {
            for (Entry option : options.entries()) {
                if (option.value() instanceof Keys within && within.entries().size() == 1
                        && within.entries().getFirst().value() instanceof Keys) {
                    return id.key() + " " + name(within);
                }
            }
        }
        return id.key();
    }
}
