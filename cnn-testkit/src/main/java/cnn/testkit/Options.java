package cnn.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A component's record, made anew with other numbers among its options, and among the options of these. */
final class Options {
    private final Subject subject;
    private final Object component;

    Options(Subject subject, Object component) {
        this.subject = subject;
        this.component = component;
    }

    /**
     * The component with one of its numbers replaced, in every place and by each value: what it does not refuse. A
     * record whose numbers are several is also given one value for them all.
     *
     * @param numbers the values to try for a type, empty for types that are none of them
     */
    List<Object> with(Function<Class<?>, List<Object>> numbers) {
        return variants(component, numbers);
    }

    /** As {@link #with}, for two components of the record at once: the earlier by the first values, the later by the second. */
    List<Object> withTwo(Function<Class<?>, List<Object>> numbers, Function<Class<?>, List<Object>> others) {
        List<Object> all = new ArrayList<>();
        Object[] usual = values(component);
        for (int first = 0; first < usual.length; first++) {
            for (Object one : values(component, first, numbers)) {
                for (int second = first + 1; second < usual.length; second++) {
                    for (Object other : values(component, second, others)) {
                        Object[] options = usual.clone();
                        options[first] = one;
                        options[second] = other;
                        add(all, made(component.getClass(), options));
                    }
                }
            }
        }
        return all;
    }

    private List<Object> variants(Object of, Function<Class<?>, List<Object>> numbers) {
        List<Object> all = new ArrayList<>();
        Object[] usual = values(of);
        RecordComponent[] parts = parts(of.getClass());
        for (int i = 0; i < usual.length; i++) {
            for (Object value : values(of, i, numbers)) {
                Object[] options = usual.clone();
                options[i] = value;
                add(all, made(of.getClass(), options));
            }
        }
        for (Class<?> type : List.of(int.class, long.class, float.class, double.class)) {
            if (Arrays.stream(parts).filter(part -> part.getType() == type).count() > 1) {
                for (Object value : numbers.apply(type)) {
                    Object[] options = usual.clone();
                    for (int i = 0; i < options.length; i++) {
                        options[i] = parts[i].getType() == type ? value : options[i];
                    }
                    add(all, made(of.getClass(), options));
                }
            }
        }
        return all;
    }

    /** What to try for one component of a record. */
    private List<Object> values(Object of, int at, Function<Class<?>, List<Object>> numbers) {
        Class<?> type = parts(of.getClass())[at].getType();
        Object usual = values(of)[at];
        return usual != null && usual.getClass().isRecord() ? variants(usual, numbers) : numbers.apply(type);
    }

    private static void add(List<Object> all, @Nullable Object made) {
        if (made != null) {
            all.add(made);
        }
    }

    /** Nothing where the class can only be used in its own package, as it can in a test. */
    private static RecordComponent[] parts(Class<?> type) {
        return type.isRecord() && Modifier.isPublic(type.getModifiers())
                ? Objects.requireNonNull(type.getRecordComponents())
                : new RecordComponent[0];
    }

    private static Object[] values(Object of) {
        RecordComponent[] parts = parts(of.getClass());
        Object[] values = new Object[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].getAccessor().invoke(of);
            }
        } catch (ReflectiveOperationException e) {
            return new Object[0]; // in a package that is not exported: "is a record with an id" says so
        }
        return values;
    }

    /** The record with these options; null where it refuses them with words. */
    private @Nullable Object made(Class<?> type, Object[] options) {
        String given = type.getSimpleName() + Arrays.toString(options);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(parts(type))
                    .map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(options);
        } catch (InvocationTargetException e) {
            requireWords(given + " is refused", e.getCause());
            return null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Checks that a refusal is one that its reader understands. */
    void requireWords(String what, Throwable refusal) {
        String message = String.valueOf(refusal.getMessage());
        if (!(refusal instanceof IllegalArgumentException) || message.length() < 30 || !message.endsWith(".")) {
            AssertionError wrong = subject.wrong(what + " with " + refusal, "Check options in the record's compact "
                    + "constructor and shapes in bind, compute sizes with Math.multiplyExact, and refuse with an "
                    + "IllegalArgumentException whose sentences say what was given, what is expected and how to mend it");
            wrong.initCause(refusal);
            throw wrong;
        }
    }
}
