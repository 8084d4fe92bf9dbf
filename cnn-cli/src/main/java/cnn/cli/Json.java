package cnn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.jspecify.annotations.Nullable;

/** Results as JSON. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {
    }

    /** Maps, lists, text and numbers as JSON, with line breaks. */
    static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Results cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /** The number; null, as JSON has no other word for it, where it is none. */
    static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
