package cnn.onnx.graph;

import cnn.core.text.Echo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a node is told besides its inputs, by name.
 *
 * @param values {@code Long}, {@code Float}, {@code String}, {@code long[]}, {@code float[]} or {@link Constant}
 */
public record Attributes(Map<String, Object> values) {
    /** Nothing. */
    public static final Attributes NONE = new Attributes(Map.of());

    public Attributes {
        values = Map.copyOf(values);
    }

    /** Whether there is one of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A whole number. */
    public long integer(String name, long otherwise) {
        Long value = of(name, Long.class);
        return value == null ? otherwise : value;
    }

    /** Whether a whole number is not 0. */
    public boolean flag(String name) {
        return integer(name, 0) != 0;
    }

    /** A number. */
    public float number(String name, float otherwise) {
        Float value = of(name, Float.class);
        return value == null ? otherwise : value;
    }

    /** A word. */
    public String text(String name, String otherwise) {
        String value = of(name, String.class);
        return value == null ? otherwise : value;
    }

    /** Whole numbers; null where it is left out. */
    public long @Nullable [] integers(String name) {
        return of(name, long[].class);
    }

    /** A tensor; null where it is left out. */
    public @Nullable Constant constant(String name) {
        return of(name, Constant.class);
    }

    /** This and a whole number. */
    public Attributes with(String name, long number) {
        return and(name, number);
    }

    /** This and a number. */
    public Attributes with(String name, double number) {
        return and(name, (float) number);
    }

    /** This and a word. */
    public Attributes with(String name, String word) {
        return and(name, word);
    }

    /** This and whole numbers. */
    public Attributes with(String name, int... numbers) {
        return and(name, IntStream.of(numbers).asLongStream().toArray());
    }

    private Attributes and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Attributes(more);
    }

    private <T> @Nullable T of(String name, Class<T> type) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException("Attribute '" + Echo.of(name) + "' is a "
                    + value.getClass().getSimpleName() + " but must be a " + type.getSimpleName()
                    + ". The file does not follow ONNX: export it again.");
        }
        return type.cast(value);
    }
}
