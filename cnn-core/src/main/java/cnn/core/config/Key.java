package cnn.core.config;

import org.jspecify.annotations.Nullable;

/**
 * A key of a configuration record.
 *
 * @param name as in a pipeline
 * @param type what it takes, in words: {@code a whole number}
 * @param fallback its default as YAML, empty where it can simply be left out; null where the key is required
 */
public record Key(String name, String type, @Nullable String fallback) {
    /** Whether a pipeline must give it. */
    public boolean required() {
        return fallback == null;
    }
}
