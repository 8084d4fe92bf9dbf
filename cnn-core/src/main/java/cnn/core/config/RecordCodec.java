package cnn.core.config;

import cnn.core.config.RecordType.Field;
import cnn.core.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Reads and writes any record by its components, with no code from its author.
 *
 * <p>A key is the component's name with hyphens ({@code labelSmoothing} is {@code label-smoothing}). Components may be
 * numbers, booleans, strings, paths, enums, lists, arrays, maps from strings (which keep their order), records, classes with a static {@code parse(String)} that
 * {@code toString} inverts, and the contracts of the registry, which are found by id: {@code relu}, {@code {relu: {}}},
 * {@code {dense: {units: 3}}}. A component that is left out takes its {@link cnn.api.Default}; else what the record's
 * public constructor without arguments gives it; else null where it is {@code @Nullable}; else it is missing.
 */
public final class RecordCodec {
    private final Registry registry;

    /** A codec that finds components in a registry. */
    public RecordCodec(Registry registry) {
        this.registry = registry;
    }

    /**
     * Reads a value.
     *
     * @param type a record class, a contract such as {@code Layer.class} or {@code Part.class}, or any other type that a component may have
     * @throws ConfigException naming the place, what was given, what is expected, and the nearest right word
     */
    public <T> T decode(Class<T> type, ConfigNode node) {
        return decode(type, node, (made, place) -> {
        });
    }

    /**
     * Reads a value. As {@link #decode(Class, ConfigNode)}.
     *
     * @param places told of every record that is made, and where it is written; not of those that are defaults
     */
    public <T> T decode(Class<T> type, ConfigNode node, BiConsumer<Record, Location> places) {
        return type.cast(new Decoder(registry, places).decode(ValueType.of(type), node, node.at()));
    }

    /**
     * Writes a value with every one of its components, defaults included; {@link #decode} gives an equal one back.
     *
     * @param type as for {@link #decode}: with a contract, the record's id is written too
     */
    public static <T> ConfigNode encode(Class<T> type, T value) {
        return Encoder.encoded(ValueType.of(type), value);
    }

    /** Writes a value without the components that have their default; {@link #decode} gives an equal one back. */
    public static <T> ConfigNode encodeChanges(Class<T> type, T value) {
        return Encoder.changes(ValueType.of(type), value);
    }

    /** The keys of a configuration record, for its documentation. */
    public static List<Key> keys(Class<? extends Record> type) {
        RecordType record = RecordType.of(type);
        List<Key> keys = new ArrayList<>();
        for (Field field : record.fields()) {
            ValueType value = ValueType.of(field.type());
            String fallback = field.fallback();
            if (fallback == null && record.hasDefaults()) {
                ConfigNode node = Encoder.encoded(value, record.value(field, record.defaults()));
                fallback = node instanceof ConfigNode.Scalar scalar ? scalar.text() : node.toJson();
            } else if (fallback == null && field.nullable()) {
                fallback = "";
            }
            keys.add(new Key(field.key(), value.words(), fallback));
        }
        return keys;
    }
}
