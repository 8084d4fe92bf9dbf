package cnn.core.config;

import cnn.core.registry.Contract;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of type that a record component can have, as reading, writing and describing them tells apart. */
sealed interface ValueType {
    /** What a value of the type is, in a message: {@code a whole number}. */
    String words();

    /** int, long, short, byte and their boxes. */
    record Whole(Class<?> box, long least, long most) implements ValueType {
        @Override
        public String words() {
            return "a whole number";
        }
    }

    /** float or double. */
    record Real(boolean single) implements ValueType {
        @Override
        public String words() {
            return "a number";
        }
    }

    /** boolean. */
    record Truth() implements ValueType {
        @Override
        public String words() {
            return "true or false";
        }
    }

    /** String. */
    record Text() implements ValueType {
        @Override
        public String words() {
            return "text";
        }
    }

    /** A file or folder. */
    record File() implements ValueType {
        @Override
        public String words() {
            return "a path";
        }
    }

    /** An enum. */
    record Choice(Class<?> type) implements ValueType {
        List<String> constants() {
            return Arrays.stream(type.getEnumConstants()).map(constant -> RecordType.constant((Enum<?>) constant))
                    .toList();
        }

        @Override
        public String words() {
            return "one of " + String.join(", ", constants());
        }
    }

    /** A class that reads and writes itself as text. */
    record Parsed(Class<?> type, Method parse) implements ValueType {
        @Override
        public String words() {
            String noun = RecordType.key(type.getSimpleName()).replace('-', ' ');
            return ("aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
        }
    }

    /** A tree as it is written, whatever is in it: a value for a place that something else knows. */
    record Tree() implements ValueType {
        @Override
        public String words() {
            return "a value";
        }
    }

    /** A list or an array. */
    record Many(Class<?> container, Type element) implements ValueType {
        @Override
        public String words() {
            return "a list of " + plural(of(element));
        }
    }

    /** A map from names of the author's choice to values, in the order written. */
    record Named(Type value) implements ValueType {
        @Override
        public String words() {
            return "a map from names to " + plural(of(value));
        }
    }

    /** A component that is found by its id. */
    record Component(List<Contract> contracts) implements ValueType {
        /** The kind that a value usually has, by which messages call it. */
        Contract contract() {
            return contracts.getFirst();
        }

        @Override
        public String words() {
            return contract().aNoun();
        }
    }

    /** A record, by its keys. */
    record Nested(Class<?> type) implements ValueType {
        @Override
        public String words() {
            RecordType record = RecordType.of(type);
            if (record.inline().isPresent()) {
                return of(record.inline().get().type()).words();
            }
            List<String> keys = record.keys();
            return keys.isEmpty() ? "an empty map" : "a map with the keys " + String.join(", ", keys);
        }
    }

    /** A sealed interface that is an enum where a word is given, and a record where keys are. */
    record Either(Choice word, Nested keys) implements ValueType {
        @Override
        public String words() {
            return word.words() + ", or " + keys.words();
        }
    }

    private static String plural(ValueType type) {
        return switch (type) {
            case Whole whole -> "whole numbers";
            case Real real -> "numbers";
            case Text text -> "texts";
            case Tree tree -> "values";
            case Many many -> "lists of " + plural(of(many.element()));
            case Component component -> component.contract().nouns();
            case Nested nested when RecordType.of(nested.type()).inline().isPresent() ->
                plural(of(RecordType.of(nested.type()).inline().get().type()));
            case ValueType other -> other.words();
        };
    }

    /** Throws {@link IllegalStateException} for a type that configuration cannot hold. */
    static ValueType of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new Many(List.class, generic.getActualTypeArguments()[0]);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class
                && generic.getActualTypeArguments()[0] == String.class) {
            return new Named(generic.getActualTypeArguments()[1]);
        }
        if (type instanceof Class<?> plain) {
            Optional<ValueType> found = simple(plain).or(() -> structured(plain));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException("A configuration record cannot have a component of type " + type.getTypeName()
                + ". Use a number, boolean, String, Path, enum, List, Map from String, array, record, one of the "
                + "contracts, or a class with a static method parse(String).");
    }

    private static Optional<ValueType> simple(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return Optional.of(new Whole(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE));
        } else if (type == long.class || type == Long.class) {
            return Optional.of(new Whole(Long.class, Long.MIN_VALUE, Long.MAX_VALUE));
        } else if (type == short.class || type == Short.class) {
            return Optional.of(new Whole(Short.class, Short.MIN_VALUE, Short.MAX_VALUE));
        } else if (type == byte.class || type == Byte.class) {
            return Optional.of(new Whole(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE));
        } else if (type == float.class || type == Float.class) {
            return Optional.of(new Real(true));
        } else if (type == double.class || type == Double.class) {
            return Optional.of(new Real(false));
        } else if (type == boolean.class || type == Boolean.class) {
            return Optional.of(new Truth());
        } else if (type == String.class) {
            return Optional.of(new Text());
        } else if (type == ConfigNode.class) {
            return Optional.of(new Tree());
        } else if (type == Path.class) {
            return Optional.of(new File());
        } else if (type.isEnum()) {
            return Optional.of(new Choice(type));
        }
        List<Contract> contracts = Contract.of(type);
        return contracts.isEmpty() ? Optional.empty() : Optional.of(new Component(contracts));
    }

    private static Optional<ValueType> structured(Class<?> type) {
        if (type.isArray()) {
            return Optional.of(new Many(type, type.getComponentType()));
        }
        Optional<Method> parse = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("parse") && Modifier.isStatic(method.getModifiers())
                        && Modifier.isPublic(method.getModifiers()) && method.getReturnType() == type
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
                .findFirst();
        if (parse.isPresent()) {
            RecordType.reach(parse.get(), type);
            return Optional.of(new Parsed(type, parse.get()));
        }
        if (type.isRecord()) {
            return Optional.of(new Nested(type));
        }
        return type.isSealed() ? either(type) : Optional.empty();
    }

    private static Optional<ValueType> either(Class<?> type) {
        List<Class<?>> parts = List.of(type.getPermittedSubclasses());
        Optional<Class<?>> word = parts.stream().filter(Class::isEnum).findFirst();
        Optional<Class<?>> keys = parts.stream().filter(Class::isRecord).findFirst();
        return parts.size() == 2 && word.isPresent() && keys.isPresent()
                ? Optional.of(new Either(new Choice(word.get()), new Nested(keys.get())))
                : Optional.empty();
    }
}
