package cnn.core.config;

import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Items;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Kind;
import cnn.core.config.ConfigNode.Scalar;
import cnn.core.config.RecordType.Field;
import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a tree into values by their declared types. */
final class Decoder {
    /** How people say that they want none of something. */
    private static final Set<String> NOTHING = Set.of("none", "off", "false", "no");

    private final Registry registry;
    private final BiConsumer<Record, Location> places;

    /**
     * A decoder.
     *
     * @param places told of every record that is made from the tree
     */
    Decoder(Registry registry, BiConsumer<Record, Location> places) {
        this.registry = registry;
        this.places = places;
    }

    /**
     * Reads one value.
     *
     * @param at where the key of the value stands: problems of a whole record are told there
     */
    Object decode(ValueType type, ConfigNode node, Location at) {
        return switch (type) {
            case ValueType.Whole whole -> Numbers.whole(whole, scalar(type, node));
            case ValueType.Real real -> Numbers.real(real, scalar(type, node));
            case ValueType.Truth truth -> truth(truth, scalar(type, node));
            case ValueType.Text text -> scalar(type, node).text();
            case ValueType.File file -> checked(node.at(), () -> Path.of(scalar(type, node).text()));
            case ValueType.Choice choice -> choice(choice, scalar(type, node));
            case ValueType.Parsed parsed -> parsed(parsed, scalar(type, node));
            case ValueType.Tree tree -> node.unplaced();
            case ValueType.Many many -> many(many, node);
            case ValueType.Named named -> named(named, node);
            case ValueType.Component component -> component(component, node, at);
            case ValueType.Nested nested -> nested(nested, node, at);
            case ValueType.Either either -> node instanceof Scalar
                    ? choice(either.word(), scalar(either, node))
                    : nested(either.keys(), node, at);
        };
    }

    private static Scalar scalar(ValueType type, ConfigNode node) {
        if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
            return scalar;
        }
        throw expected(type, node);
    }

    static ConfigException expected(ValueType type, ConfigNode given) {
        return new ConfigException(given.at(), "expected " + type.words() + " but was given " + given + ".");
    }

    private static Boolean truth(ValueType.Truth type, Scalar node) {
        return switch (node.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw expected(type, node);
        };
    }

    private static Object choice(ValueType.Choice type, Scalar node) {
        List<String> constants = type.constants();
        int index = constants.indexOf(node.text());
        if (index < 0) {
            throw new ConfigException(node.at(), "expected " + type.words() + " but was given " + node + "."
                    + Nearest.question(node.text(), constants));
        }
        return type.type().getEnumConstants()[index];
    }

    static Object parsed(ValueType.Parsed type, Scalar node) {
        try {
            return type.parse().invoke(null, node.text());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException problem) {
                throw new ConfigException(node.at(), String.valueOf(problem.getMessage()), problem);
            }
            throw new IllegalStateException("Reading '" + Echo.of(node.text()) + "' failed in " + type.parse(),
                    e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object many(ValueType.Many type, ConfigNode node) {
        ValueType element = ValueType.of(type.element());
        List<Object> values = new ArrayList<>();
        for (ConfigNode item : items(type, element, node)) {
            values.add(decode(element, item, item.at()));
        }
        if (type.container() == List.class) {
            return List.copyOf(values);
        }
        Object array = Array.newInstance(type.container().getComponentType(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    /** A list's items; one value stands for a list of it. A text with a comma is rather a list without its brackets. */
    private static List<ConfigNode> items(ValueType.Many type, ValueType element, ConfigNode node) {
        if (node instanceof Items list) {
            return list.items();
        }
        boolean simple = !(element instanceof ValueType.Many);
        if (simple && node instanceof Scalar scalar && scalar.kind() != Kind.NULL && scalar.text().indexOf(',') < 0) {
            return List.of(scalar);
        }
        throw new ConfigException(node.at(), "expected " + type.words() + " but was given " + node + "."
                + (node instanceof Scalar scalar && scalar.kind() != Kind.NULL
                        ? " Write [" + Echo.of(scalar.text()) + "]."
                        : ""));
    }

    private Object named(ValueType.Named type, ConfigNode node) {
        if (!(node instanceof Keys keys)) {
            throw expected(type, node);
        }
        ValueType element = ValueType.of(type.value());
        Map<String, Object> values = new LinkedHashMap<>();
        for (Entry entry : keys.entries()) {
            values.put(entry.key(), decode(element, entry.value(), entry.at()));
        }
        return Collections.unmodifiableMap(values); // Map.copyOf would lose the order
    }

    private Object component(ValueType.Component type, ConfigNode node, Location at) {
        return switch (node) {
            case Keys keys -> component(type, keys.entries(), List.of(), at);
            case Scalar id -> component(type, id.kind() == Kind.NULL ? List.of() : List.of(id(id)),
                    List.of(), at);
            case Items items -> throw expected(type, items);
        };
    }

    /** The short form {@code relu} stands for {@code {relu: {}}}. */
    private static Entry id(Scalar id) {
        Location at = id.at().key(id.text());
        return new Entry(at, id.text(), new Scalar(at, Kind.NULL, ""));
    }

    /** The component whose id is among these keys, from which those beside it were taken out. */
    private Object component(ValueType.Component kind, List<Entry> entries, List<String> siblings, Location at) {
        List<Contract> contracts = kind.contracts();
        String noun = kind.contract().noun();
        if (entries.isEmpty()) {
            throw new ConfigException(at, "missing " + noun + ". Name one by its id: "
                    + String.join(", ", registry.ids(contracts)) + ".");
        }
        List<Entry> known = entries.stream().filter(entry -> registry.has(contracts, entry.key())).toList();
        if (known.size() > 1) {
            Entry second = known.get(1);
            throw new ConfigException(second.at(), "expected one " + noun + " but was given "
                    + known.size() + ": " + String.join(", ", known.stream().map(Entry::key).toList())
                    + ". Remove all but one, or give each an item of its own.");
        }
        if (entries.size() > 1 && known.size() == 1) {
            Entry id = known.getFirst();
            Entry stray = entries.get(entries.getFirst() == id ? 1 : 0);
            List<String> keys = RecordType.of(registry.find(contracts, id.key()).type()).keys();
            if (keys.contains(stray.key())) {
                throw new ConfigException(stray.at(), "'" + stray.key() + "' is a key of '" + id.key()
                        + "' and belongs under it. " + (stray.at().line() == 0
                                ? "Write " + id.key() + "." + stray.key() + "."
                                : "Indent it deeper than '" + id.key() + "'."));
            }
            throw siblings.isEmpty()
                    ? new ConfigException(stray.at(), "expected one " + noun + " but was given '"
                            + Echo.of(stray.key()) + "' beside '" + id.key() + "'. Remove one of them.")
                    : unknownKey(stray, siblings);
        }
        Entry id = entries.getFirst();
        for (Contract other : kind.contract().neighbours()) {
            if (!contracts.contains(other) && !registry.has(contracts, id.key())
                    && registry.has(List.of(other), id.key())) {
                throw new ConfigException(id.at(), "'" + id.key() + "' is " + other.aNoun() + ", and here only "
                        + kind.contract().aNoun() + " can stand. Put it where both may stand.");
            }
        }
        Class<? extends Record> type = checked(id.at(), () -> registry.find(contracts, id.key()).type());
        return nested(new ValueType.Nested(type), id.value(), id.at());
    }

    private Object nested(ValueType.Nested type, ConfigNode node, Location at) {
        RecordType record = RecordType.of(type.type());
        Optional<Field> inline = record.inline();
        List<Entry> entries = switch (node) {
            case Keys keys -> keys.entries();
            case Scalar nothing when nothing.kind() == Kind.NULL -> List.of();
            case Scalar id when inline.isPresent() -> List.of(id(id));
            default -> throw notKeys(type, record, node);
        };
        List<String> keys = record.keys().stream().filter(key -> inline.isEmpty() || !key.equals(inline.get().key()))
                .toList();
        List<Entry> others = entries.stream().filter(entry -> !keys.contains(entry.key())).toList();
        if (inline.isEmpty() && !others.isEmpty()) {
            throw unknownKey(others.getFirst(), keys);
        }
        @Nullable
        Object[] arguments = new Object[record.fields().size()];
        List<Field> missing = new ArrayList<>();
        for (Field field : record.fields()) {
            if (inline.isPresent() && inline.get() == field) {
                arguments[field.index()] = component(kind(field), others, keys, at);
                continue;
            }
            Optional<Entry> entry = entries.stream().filter(given -> given.key().equals(field.key())).findFirst();
            if (entry.isPresent()) {
                arguments[field.index()] = given(field, entry.get());
            } else if (field.fallback() != null) {
                arguments[field.index()] = fallback(field, field.fallback());
            } else if (record.hasDefaults()) {
                arguments[field.index()] = record.value(field, record.defaults());
            } else if (!field.nullable()) {
                missing.add(field);
            }
        }
        if (!missing.isEmpty()) {
            String what = missing.size() > 1
                    ? "s '" + missing.stream().map(Field::key).collect(Collectors.joining("', '")) + "'"
                    : " '" + missing.getFirst().key() + "' (" + ValueType.of(missing.getFirst().type()).words() + ")";
            throw new ConfigException(at, "missing key" + what + ". Keys: " + String.join(", ", keys) + ".");
        }
        Object made = checked(at, () -> record.create(arguments));
        places.accept((Record) made, at);
        return made;
    }

    private static ConfigException notKeys(ValueType.Nested type, RecordType record, ConfigNode node) {
        List<Field> required = record.hasDefaults()
                ? List.of()
                : record.fields().stream().filter(field -> !field.nullable() && field.fallback() == null).toList();
        String cure = "";
        Optional<String> blank = node instanceof Scalar scalar ? blank(scalar.text(), record.keys()) : Optional.empty();
        if (blank.isPresent()) {
            cure = blank.get();
        } else if (node instanceof Scalar scalar && required.size() == 1) {
            cure = " Write {" + required.getFirst().key() + ": " + Echo.of(scalar.text()) + "}.";
        } else if (node instanceof Items && required.stream().filter(Decoder::isList).count() == 1) {
            cure = " Write the list under the key '"
                    + required.stream().filter(Decoder::isList).findFirst().orElseThrow().key() + "'.";
        }
        return new ConfigException(node.at(), "expected " + type.words() + " but was given " + node + "." + cure);
    }

    /** What YAML takes for one word since no blank follows the colon, {@code filters:16}. */
    private static Optional<String> blank(String text, List<String> keys) {
        return keys.stream().filter(key -> text.startsWith(key + ":") && text.length() > key.length() + 1).findFirst()
                .map(key -> " Put a blank after the colon: " + key + ": " + Echo.of(text.substring(key.length() + 1))
                        + ".");
    }

    private static boolean isList(Field field) {
        return ValueType.of(field.type()) instanceof ValueType.Many;
    }

    private static ValueType.Component kind(Field field) {
        if (ValueType.of(field.type()) instanceof ValueType.Component component) {
            return component;
        }
        throw new IllegalStateException("@Inline is for components of a contract's type, not for " + field.component());
    }

    private @Nullable Object given(Field field, Entry entry) {
        ValueType type = ValueType.of(field.type());
        if (!field.nullable() || !(entry.value() instanceof Scalar scalar)) {
            return decode(type, entry.value(), entry.at());
        }
        if (scalar.kind() == Kind.NULL) {
            return null;
        }
        try {
            return decode(type, scalar, entry.at());
        } catch (ConfigException e) {
            throw NOTHING.contains(scalar.text())
                    ? new ConfigException(scalar.at(), expected(type, scalar).problem() + " To have none, write null.",
                            e)
                    : e;
        }
    }

    private Object fallback(Field field, String yaml) {
        ConfigNode node = ConfigNode.yaml("default of '" + field.key() + "' in "
                + field.component().getDeclaringRecord().getName(), yaml);
        return new Decoder(registry, (made, place) -> {
        }).decode(ValueType.of(field.type()), node, node.at());
    }

    private static ConfigException unknownKey(Entry entry, List<String> keys) {
        Optional<String> blank = blank(entry.key(), keys);
        if (blank.isPresent()) {
            return new ConfigException(entry.at(), "unknown key '" + Echo.of(entry.key()) + "'." + blank.get());
        }
        return new ConfigException(entry.at(), "unknown key '" + Echo.of(entry.key()) + "'."
                + Nearest.question(entry.key(), keys)
                + (keys.isEmpty() ? " There are no keys here." : " Keys: " + String.join(", ", keys) + "."));
    }

    private static <T> T checked(Location at, Supplier<T> source) {
        try {
            return source.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(at, String.valueOf(e.getMessage()), e);
        }
    }
}
