package cnn.core.config;

import cnn.core.text.Echo;
import java.util.List;
import java.util.Optional;

/** YAML or JSON as an immutable tree in which every value knows where it stands. */
public sealed interface ConfigNode {
    /** Where it stands. */
    Location at();

    /** What a value was written as. Only matters for writing it again: reading goes by the text. */
    enum Kind {
        /** Text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** Nothing: {@code null}, {@code ~}, or a key with no value. */
        NULL
    }

    /**
     * One value.
     *
     * @param at where it stands
     * @param kind what it was written as
     * @param text as it was written, so that no digit is lost; empty for nothing
     */
    record Scalar(Location at, Kind kind, String text) implements ConfigNode {
        /** As a message shows it. */
        @Override
        public String toString() {
            return switch (kind) {
                case TEXT -> "\"" + Echo.of(text) + "\"";
                case NUMBER, BOOLEAN -> Echo.of(text);
                case NULL -> "nothing";
            };
        }
    }

    /**
     * A list.
     *
     * @param at where it starts
     * @param items in order
     */
    record Items(Location at, List<ConfigNode> items) implements ConfigNode {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "a list";
        }
    }

    /**
     * Keys with values.
     *
     * @param at where they start
     * @param entries in the order written, each key once
     */
    record Keys(Location at, List<Entry> entries) implements ConfigNode {
        public Keys {
            entries = List.copyOf(entries);
        }

        /** The entry of a key. */
        public Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        @Override
        public String toString() {
            return entries.isEmpty() ? "an empty map" : "a map of keys";
        }
    }

    /**
     * A key and its value.
     *
     * @param at where the key stands
     * @param key its name
     * @param value what it holds
     */
    record Entry(Location at, String key, ConfigNode value) {
    }

    /** Text that stands nowhere. */
    static ConfigNode text(String text) {
        return new Scalar(Location.NOWHERE, Kind.TEXT, text);
    }

    /** A number that stands nowhere, in these digits. */
    static ConfigNode number(String digits) {
        return new Scalar(Location.NOWHERE, Kind.NUMBER, digits);
    }

    /** Reads YAML. Throws {@link ConfigException} with the line. */
    static ConfigNode yaml(String source, String text) {
        return ConfigReader.yaml(source, text);
    }

    /** Reads JSON. Throws {@link ConfigException} with the line. */
    static ConfigNode json(String source, String text) {
        return ConfigReader.json(source, text);
    }

    /**
     * This tree with one value changed or added, as the command line's {@code --set} does it.
     *
     * @param assignment path and YAML value: {@code train.epochs=3}, {@code network[0].conv2d={filters: 4}}
     */
    default ConfigNode with(String assignment) {
        return new Assignment(assignment).applyTo(this);
    }

    /**
     * This tree with one value changed or added, as {@link #with(String)}.
     *
     * @param source what wants it, for messages
     * @param path keys and indices: {@code network[0].conv2d.filters}
     */
    default ConfigNode with(String source, String path, ConfigNode value) {
        return new Assignment(source, path, value).applyTo(this);
    }

    /** The same values without their places, equal to any tree that has them. */
    default ConfigNode unplaced() {
        return switch (this) {
            case Scalar scalar -> new Scalar(Location.NOWHERE, scalar.kind, scalar.text);
            case Items list -> new Items(Location.NOWHERE, list.items.stream().map(ConfigNode::unplaced).toList());
            case Keys keys -> new Keys(Location.NOWHERE, keys.entries.stream().map(entry -> new Entry(
                    Location.NOWHERE, entry.key, entry.value.unplaced())).toList());
        };
    }

    /** As YAML that {@link #yaml} reads back. */
    default String toYaml() {
        return ConfigWriter.yaml(this);
    }

    /** As JSON in one line that {@link #json} reads back. */
    default String toJson() {
        return ConfigWriter.json(this, false);
    }

    /** As JSON in lines, for people. */
    default String toJsonLines() {
        return ConfigWriter.json(this, true);
    }
}
