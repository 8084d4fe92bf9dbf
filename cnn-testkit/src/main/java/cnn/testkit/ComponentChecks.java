package cnn.testkit;

import cnn.api.Id;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;

/** What is asked of every component, whatever it does: to be a record with an id, equal to its copy. */
final class ComponentChecks {
    private ComponentChecks() {
    }

    static void check(Subject subject, Object component) {
        Class<?> type = component.getClass();
        if (!type.isRecord()) {
            throw subject.wrong(type.getName() + " is no record",
                    "Write 'public record " + type.getSimpleName() + "(…)': its components are the configuration that "
                            + "pipelines and model files store");
        }
        checkId(subject, type);
        for (RecordComponent part : type.getRecordComponents()) {
            if (part.getType().isArray()) {
                throw subject.wrong("component '" + part.getName() + "' is an array, which equals only itself",
                        "Use a List, and copy it with List.copyOf in the compact constructor");
            }
        }
        if (Modifier.isPublic(type.getModifiers())) {
            checkCopy(subject, component);
        }
    }

    private static void checkId(Subject subject, Class<?> type) {
        Id id = type.getAnnotation(Id.class);
        if (id == null) {
            throw subject.wrong(type.getName() + " has no @Id, so that no pipeline or model file can name it",
                    "Write @Id(\"" + kebab(type.getSimpleName()) + "\") above the record");
        }
        if (!id.value().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw subject.wrong("the id '" + id.value() + "' has not the form of an id",
                    "Use lower case letters, digits and single hyphens, such as '" + kebab(type.getSimpleName())
                            + "'");
        }
    }

    private static void checkCopy(Subject subject, Object component) {
        RecordComponent[] parts = component.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[parts.length];
        Object[] values = new Object[parts.length];
        Object copy;
        try {
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                values[i] = parts[i].getAccessor().invoke(component);
            }
            Constructor<?> constructor = component.getClass().getDeclaredConstructor(types);
            copy = constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(subject.name() + ":\nmaking a copy from its own components failed: "
                    + (e.getCause() == null ? e : e.getCause()) + ". The compact constructor must accept what it once "
                    + "made, and the record and its constructor must be public in an exported package.", e);
        }
        if (!copy.equals(component) || copy.hashCode() != component.hashCode()) {
            throw subject.wrong("a copy with the same components is not equal to it, or has another hash code",
                    "Leave equals and hashCode to the record, and use components that are values themselves");
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }
}
