package cnn.core.config;

import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Items;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Scalar;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** Writes a tree as text. */
final class ConfigWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private ConfigWriter() {
    }

    static String yaml(ConfigNode node) {
        return write(YAML, node, false);
    }

    static String json(ConfigNode node, boolean lines) {
        return write(JSON, node, lines);
    }

    private static String write(JsonFactory factory, ConfigNode node, boolean lines) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(text)) {
            if (lines) {
                out.useDefaultPrettyPrinter();
            }
            write(out, node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, ConfigNode node) throws IOException {
        switch (node) {
            case Keys keys -> {
                out.writeStartObject();
                for (Entry entry : keys.entries()) {
                    out.writeFieldName(entry.key());
                    write(out, entry.value());
                }
                out.writeEndObject();
            }
            case Items items -> {
                out.writeStartArray();
                for (ConfigNode item : items.items()) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Scalar scalar -> write(out, scalar);
        }
    }

    private static void write(JsonGenerator out, Scalar scalar) throws IOException {
        switch (scalar.kind()) {
            case NULL -> out.writeNull();
            case NUMBER -> {
                if (NUMBER.matcher(scalar.text()).matches()) {
                    out.writeNumber(scalar.text());
                } else {
                    out.writeString(scalar.text()); // YAML has more ways to write numbers than JSON
                }
            }
            case BOOLEAN -> {
                if (scalar.text().equals("true") || scalar.text().equals("false")) {
                    out.writeBoolean(scalar.text().equals("true"));
                } else {
                    out.writeString(scalar.text());
                }
            }
            case TEXT -> out.writeString(scalar.text());
        }
    }
}
