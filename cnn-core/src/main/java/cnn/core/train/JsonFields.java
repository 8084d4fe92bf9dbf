package cnn.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import cnn.core.text.Echo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of JSON, read with a word for each that is missing or of another kind. */
record JsonFields(Function<String, IllegalArgumentException> fault) {
    JsonNode field(@Nullable JsonNode node, String at, String name) {
        JsonNode field = node == null ? null : node.get(name);
        if (field == null) {
            throw fault.apply("lacks " + path(at, name));
        }
        return field;
    }

    private static String path(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    /** A value as a message shows it. */
    static String text(JsonNode node) {
        return Echo.of(node);
    }

    long whole(@Nullable JsonNode node, String at, String name) {
        JsonNode field = field(node, at, name);
        if (!field.isIntegralNumber() || !field.canConvertToLong()) {
            throw fault.apply("has " + text(field) + " as " + path(at, name) + ", which must be a whole number");
        }
        return field.longValue();
    }

    long whole(@Nullable JsonNode node, String at, String name, long least, long most) {
        long number = whole(node, at, name);
        if (number < least || number > most) {
            throw fault.apply("has " + number + " as " + path(at, name) + ", which must be from " + least + " to "
                    + most);
        }
        return number;
    }

    double number(@Nullable JsonNode node, String at, String name) {
        JsonNode field = field(node, at, name);
        if (field.isNull() || field.isTextual() && field.textValue().matches("NaN|-?Infinity")) {
            return Double.NaN;
        }
        if (!field.isNumber()) {
            throw fault.apply("has " + text(field) + " as " + path(at, name) + ", which must be a number");
        }
        return field.doubleValue();
    }

    boolean flag(@Nullable JsonNode node, String at, String name) {
        JsonNode field = field(node, at, name);
        if (!field.isBoolean()) {
            throw fault.apply("has " + text(field) + " as " + path(at, name) + ", which must be true or false");
        }
        return field.booleanValue();
    }
}
