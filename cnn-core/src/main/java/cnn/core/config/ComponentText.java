package cnn.core.config;

import cnn.api.Id;
import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Scalar;
import cnn.core.text.RecordText;

/** A component as a pipeline would call it, with all that it does not say by default: {@code conv2d filters=16 kernel=3x3}. */
public final class ComponentText {
    private ComponentText() {
    }

    /**
     * The text.
     *
     * @param contract what it is, for example {@code Layer.class}
     */
    public static <T> String of(Class<T> contract, T component) {
        return of(contract, component, true);
    }

    /** The same without lists and maps, such as a block's body, so that it is short enough for a row. */
    public static <T> String withoutParts(Class<T> contract, T component) {
        return component.getClass().isAnnotationPresent(Id.class)
                ? of(contract, component, false)
                : component.getClass().getSimpleName();
    }

    private static <T> String of(Class<T> contract, T component, boolean parts) {
        if (!component.getClass().isAnnotationPresent(Id.class)) {
            return RecordText.of(component);
        }
        ConfigNode node = RecordCodec.encodeChanges(contract, component);
        if (!(node instanceof Keys keys) || keys.entries().isEmpty()) {
            return node instanceof Scalar id ? id.text() : node.toJson();
        }
        Entry id = keys.entries().getFirst();
        StringBuilder text = new StringBuilder(id.key());
        if (id.value() instanceof Keys options) {
            for (Entry option : options.entries()) {
                if (!parts && !(option.value() instanceof Scalar)) {
                    continue;
                }
                String value = option.value() instanceof Scalar scalar ? scalar.text() : option.value().toJson();
                text.append(' ').append(option.key()).append('=').append(value);
            }
        }
        return text.toString();
    }
}
