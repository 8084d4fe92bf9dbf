package cnn.core.config;

import cnn.core.config.ConfigNode.Entry;
import cnn.core.config.ConfigNode.Items;
import cnn.core.config.ConfigNode.Keys;
import cnn.core.config.ConfigNode.Kind;
import cnn.core.config.ConfigNode.Scalar;
import cnn.core.text.Echo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds the tree from Jackson's stream of tokens, whose positions a bound object would have lost. */
final class ConfigReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = new YAMLFactory();
    /** Far more than a pipeline needs, far less than the stack holds. */
    static final int MOST_LEVELS = 100;
    /** Characters of a YAML text: a pipeline of 1,000 layers has 60,000, and a megabyte in one value takes a second. */
    static final int MOST_YAML = 1_000_000;
    /** Values and lists of a YAML text, which take some microseconds each: a pipeline of 1,000 layers has 10,000. */
    static final int MOST_YAML_VALUES = 100_000;
    /** Characters of a JSON text, which model files hold and nobody types; it is read at 100 MB/s. */
    private static final int MOST_JSON = 20_000_000;

    /** What some editors put before the text. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String language;
    private final Location root;
    private final JsonParser parser;
    private int values;

    private ConfigReader(String language, Location root, JsonParser parser) {
        this.language = language;
        this.root = root;
        this.parser = parser;
    }

    static ConfigNode yaml(String source, String text) {
        return read("YAML", YAML, source, text, MOST_YAML);
    }

    static ConfigNode json(String source, String text) {
        return read("JSON", JSON, source, text, MOST_JSON);
    }

    private static ConfigNode read(String language, JsonFactory factory, String source, String given, int most) {
        Location root = new Location(source, 0, 0, "");
        if (given.length() > most) {
            throw new ConfigException(root, String.format(Locale.ROOT, "this text has %,d characters, and %s may have "
                    + "%,d. Shorten it; data belongs into files that a pipeline names.", given.length(), language,
                    most));
        }
        String text = given.startsWith(BYTE_ORDER_MARK) ? given.substring(1) : given;
        try (JsonParser parser = factory.createParser(text)) {
            return new ConfigReader(language, root, parser).document();
        } catch (JsonProcessingException e) {
            throw SyntaxProblem.exception(language, root, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigNode document() throws IOException {
        if (parser.nextToken() == null) {
            return new Scalar(root, Kind.NULL, "");
        }
        ConfigNode node = value(root, 0);
        if (parser.nextToken() != null) {
            throw new ConfigException(here(root), "a second " + language
                    + " document starts here. Keep one document to a file.");
        }
        return node;
    }

    private ConfigNode value(Location path, int level) throws IOException {
        Location at = here(path);
        if (level > MOST_LEVELS) {
            throw new ConfigException(here(root), "nested more than " + MOST_LEVELS + " levels deep. Use fewer.");
        }
        if (parser instanceof YAMLParser && ++values > MOST_YAML_VALUES) {
            throw new ConfigException(here(root), String.format(Locale.ROOT, "there are more than %,d values up to "
                    + "here. Shorten it; data belongs into files that a pipeline names.", MOST_YAML_VALUES));
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new ConfigException(at, "the alias '*" + Echo.of(parser.getText())
                    + "' cannot be used here. Write the value out.");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> keys(at, level);
            case START_ARRAY -> items(at, level);
            case VALUE_NULL -> new Scalar(at, Kind.NULL, "");
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(at, Kind.BOOLEAN, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(at, Kind.NUMBER, parser.getText());
            default -> new Scalar(at, Kind.TEXT, parser.getText());
        };
    }

    private Keys keys(Location at, int level) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Location place = here(at.key(key));
            parser.nextToken();
            Entry other = entries.put(key, new Entry(place, key, value(place, level + 1)));
            if (other != null) {
                throw new ConfigException(place, "the key '" + Echo.of(key) + "' is given twice, first in line "
                        + other.at().line() + ". Remove one.");
            }
        }
        return new Keys(at, List.copyOf(entries.values()));
    }

    private Items items(Location at, int level) throws IOException {
        List<ConfigNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(at.item(items.size()), level + 1));
        }
        return new Items(at, items);
    }

    private Location here(Location path) {
        JsonLocation token = parser.currentTokenLocation();
        return path.at(token.getLineNr(), token.getColumnNr());
    }
}
