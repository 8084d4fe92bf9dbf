package cnn.core.config;

import cnn.api.Id;
import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Items;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Kind;
import cnn.core.config.ConfigNode.Scalar;
import cnn.core.config.RecordType.Field;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns values into a tree. Every component is written, so that a later change of a default changes no file. */
final class Encoder {
    private static final ConfigNode NOTHING = new Scalar(Location.NOWHERE, Kind.NULL, "");

    private final boolean whole;

    private Encoder(boolean whole) {
        this.whole = whole;
    }

    static ConfigNode encoded(ValueType type, @Nullable Object value) {
        return new Encoder(true).encode(type, value);
    }

    /** Without the components that are as if they had been left out. */
    static ConfigNode changes(ValueType type, @Nullable Object value) {
        return new Encoder(false).encode(type, value);
    }

    private ConfigNode encode(ValueType type, @Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        return switch (type) {
            case ValueType.Whole whole -> scalar(Kind.NUMBER, value.toString());
            case ValueType.Real real ->
                scalar(Double.isFinite(((Number) value).doubleValue()) ? Kind.NUMBER : Kind.TEXT,
                        value.toString());
            case ValueType.Truth truth -> scalar(Kind.BOOLEAN, value.toString());
            case ValueType.Choice choice -> scalar(Kind.TEXT, RecordType.constant((Enum<?>) value));
            case ValueType.Text text -> scalar(Kind.TEXT, value.toString());
            case ValueType.File file -> scalar(Kind.TEXT, value.toString());
            case ValueType.Parsed parsed -> scalar(Kind.TEXT, value.toString());
            case ValueType.Tree tree -> (ConfigNode) value;
            case ValueType.Many many -> many(many, value);
            case ValueType.Named named -> named(named, (Map<?, ?>) value);
            case ValueType.Component component -> new Keys(Location.NOWHERE, List.of(component(component, value)));
            case ValueType.Nested nested -> nested(nested, value);
            case ValueType.Either either -> encode(value instanceof Enum<?> ? either.word() : either.keys(), value);
        };
    }

    private static ConfigNode scalar(Kind kind, String text) {
        return new Scalar(Location.NOWHERE, kind, text);
    }

    private ConfigNode many(ValueType.Many type, Object value) {
        ValueType element = ValueType.of(type.element());
        List<ConfigNode> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(encode(element, item)));
        } else {
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(encode(element, Array.get(value, i)));
            }
        }
        return new Items(Location.NOWHERE, items);
    }

    private ConfigNode named(ValueType.Named type, Map<?, ?> values) {
        ValueType element = ValueType.of(type.value());
        List<Entry> entries = new ArrayList<>();
        values.forEach((name, value) -> entries
                .add(new Entry(Location.NOWHERE, String.valueOf(name), encode(element, value))));
        return new Keys(Location.NOWHERE, entries);
    }

    private Entry component(ValueType.Component type, Object value) {
        Id id = value.getClass().getAnnotation(Id.class);
        if (id == null || !(value instanceof Record)) {
            throw new IllegalArgumentException("This " + type.contract().noun() + " cannot be written down: "
                    + value.getClass().getName()
                    + (id == null ? " has no id. Annotate it with @Id." : " is no record. Make it one."));
        }
        return new Entry(Location.NOWHERE, id.value(), nested(new ValueType.Nested(value.getClass()), value));
    }

    private Keys nested(ValueType.Nested type, Object value) {
        RecordType record = RecordType.of(type.type());
        List<Entry> entries = new ArrayList<>();
        for (Field field : record.fields()) {
            Object held = record.value(field, value);
            if (!whole && isDefault(record, field, held)) {
                continue;
            }
            ValueType fieldType = ValueType.of(field.type());
            if (fieldType instanceof ValueType.Component component && record.inline().equals(
                    Optional.of(field)) && held != null) {
                entries.add(component(component, held));
            } else if (held != null || !field.nullable() || field.fallback() != null || record.hasDefaults()) {
                entries.add(new Entry(Location.NOWHERE, field.key(), encode(fieldType, held)));
            } // else null is what leaving it out means
        }
        return new Keys(Location.NOWHERE, entries);
    }

    private static boolean isDefault(RecordType record, Field field, @Nullable Object held) {
        ConfigNode is = encoded(ValueType.of(field.type()), held);
        if (field.fallback() != null) {
            ConfigNode fallback = ConfigNode.yaml("default of '" + field.key() + "'", field.fallback());
            if (ValueType.of(field.type()) instanceof ValueType.Parsed parsed && fallback instanceof Scalar text) {
                return Decoder.parsed(parsed, text).equals(held); // 1 and 1x1 are one size
            }
            return isSame(is, fallback) || isSame(changes(ValueType.of(field.type()), held), fallback);
        }
        return record.hasDefaults()
                ? is.toJson().equals(encoded(ValueType.of(field.type()), record.value(field, record.defaults()))
                        .toJson())
                : held == null && field.nullable();
    }

    /** Whether a default means this: it may be an id alone, and 0 for 0.0. */
    private static boolean isSame(ConfigNode is, ConfigNode fallback) {
        if (is instanceof Keys keys && keys.entries().size() == 1 && fallback instanceof Scalar id) {
            Entry only = keys.entries().getFirst();
            return only.key().equals(id.text()) && only.value() instanceof Keys own && own.entries().isEmpty();
        }
        if (is instanceof Items items && fallback instanceof Items others
                && items.items().size() == others.items().size()) {
            return IntStream.range(0, items.items().size())
                    .allMatch(i -> isSame(items.items().get(i), others.items().get(i)));
        }
        if (is instanceof Scalar one && fallback instanceof Scalar other) {
            return one.text().equals(other.text()) || one.kind() == Kind.NUMBER && other.kind() == Kind.NUMBER
                    && Double.parseDouble(one.text()) == Double.parseDouble(other.text());
        }
        return is.toJson().equals(fallback.toJson());
    }
}
