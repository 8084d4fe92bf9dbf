package cnn.core.config;

import cnn.api.Default;
import cnn.api.Inline;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reflection tells about a record class, looked up once per class. */
final class RecordType {
    private static final ClassValue<RecordType> CACHE = new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
            return new RecordType(type);
        }
    };

    /**
     * One record component.
     *
     * @param index its place
     * @param key its key: the name with hyphens
     * @param component its reflection
     * @param nullable whether null says that it was left out
     * @param fallback its default as YAML, or null
     */
    record Field(int index, String key, RecordComponent component, boolean nullable, @Nullable String fallback) {
        Type type() {
            return component.getGenericType();
        }
    }

    private final Class<?> type;
    private final List<Field> fields = new ArrayList<>();
    private final Constructor<?> constructor;
    private final @Nullable Constructor<?> defaults;

    private RecordType(Class<?> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            Default fallback = component.getAnnotation(Default.class);
            reach(component.getAccessor(), type);
            fields.add(new Field(fields.size(), key(component.getName()), component,
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    fallback == null ? null : fallback.value()));
        }
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new AssertionError("a record without its constructor: " + type, e);
        }
        reach(constructor, type);
        defaults = components.length == 0 ? null : publicConstructorWithoutArguments();
    }

    private @Nullable Constructor<?> publicConstructorWithoutArguments() {
        try {
            Constructor<?> found = type.getConstructor();
            reach(found, type);
            return found;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    static RecordType of(Class<?> type) {
        return CACHE.get(type);
    }

    /** {@code labelSmoothing} is {@code label-smoothing} in a pipeline. */
    static String key(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** {@code SAME_LOWER} is {@code same-lower} in a pipeline. */
    static String constant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void reach(AccessibleObject member, Class<?> owner) {
        if (!member.trySetAccessible()) {
            throw new IllegalStateException("Record " + owner.getName() + " of module " + owner.getModule().getName()
                    + " cannot be read: its package is not open. Add 'exports " + owner.getPackageName()
                    + ";' (where the record is public) or 'opens " + owner.getPackageName() + " to "
                    + RecordType.class.getModule().getName() + ";' to that module's module-info.java.");
        }
    }

    List<Field> fields() {
        return fields;
    }

    List<String> keys() {
        return fields.stream().map(Field::key).toList();
    }

    /** The component whose id stands beside the other keys. */
    Optional<Field> inline() {
        return fields.stream().filter(field -> field.component().isAnnotationPresent(Inline.class)).findFirst();
    }

    boolean hasDefaults() {
        return defaults != null;
    }

    /** A record with the values that its author's constructor without arguments gives. */
    Object defaults() {
        return create(defaults == null ? constructor : defaults);
    }

    /** Throws the compact constructor's {@link IllegalArgumentException} as it is. */
    Object create(@Nullable Object[] arguments) {
        return create(constructor, arguments);
    }

    private Object create(Constructor<?> maker, @Nullable Object... arguments) {
        try {
            return maker.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("The constructor of " + type.getName() + " failed with " + e.getCause()
                    + ". Let it throw an IllegalArgumentException that says what is wrong.", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Record " + type.getName() + " cannot be made: " + e, e);
        }
    }

    @Nullable
    Object value(Field field, Object owner) {
        try {
            return field.component().getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Component " + field.component().getName() + " of record " + type.getName()
                    + " cannot be read: " + e, e);
        }
    }
}
