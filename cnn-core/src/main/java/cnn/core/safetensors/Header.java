package cnn.core.safetensors;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header, checked against the number of bytes that follow it: tensors lie one after the other without gap or
 * overlap, in whatever order, and reach exactly to the end of the file.
 *
 * @param metadata {@code __metadata__}, in file order
 * @param tensors by name, in the order of their bytes
 */
record Header(Map<String, String> metadata, Map<String, TensorInfo> tensors) {
    /** The format's own limit on the header, in bytes. */
    static final int LIMIT = 100_000_000;
    static final String METADATA = "__metadata__";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).maxNumberLength(20)
                    .maxNameLength(LIMIT).maxStringLength(LIMIT).build())
            .build();

    /**
     * Reads the JSON.
     *
     * @param file for messages
     * @param json the header's text
     * @param dataBytes bytes in the file after the header
     */
    static Header parse(String file, String json, long dataBytes) {
        try (JsonParser parser = JSON.createParser(json)) {
            Reading reading = new Reading(file, parser);
            reading.document();
            return new Header(Collections.unmodifiableMap(reading.metadata),
                    Collections.unmodifiableMap(checked(file, reading.tensors, dataBytes)));
        } catch (JsonProcessingException e) {
            throw new SafetensorsException(
                    "'" + Echo.path(file) + "' is no valid safetensors file: its header is not correct JSON ("
                            + Echo.of(e.getOriginalMessage()) + "). The file is damaged or of another format.",
                    e);
        } catch (IOException e) {
            throw new AssertionError("A string is read without I/O.", e);
        }
    }

    private static Map<String, TensorInfo> checked(String file, List<TensorInfo> tensors, long dataBytes) {
        tensors.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        Map<String, TensorInfo> byName = LinkedHashMap.newLinkedHashMap(tensors.size());
        long position = 0;
        for (TensorInfo tensor : tensors) {
            if (tensor.begin() != position || tensor.end() < tensor.begin()) {
                throw fault(file, "tensor '" + Echo.of(tensor.name()) + "' lies at bytes " + tensor.begin() + " to "
                        + tensor.end() + " but should start at " + position
                        + ", for tensors may neither overlap nor leave gaps");
            }
            long bytes = bytes(tensor);
            if (bytes != tensor.end() - tensor.begin()) {
                throw fault(file, "tensor '" + Echo.of(tensor.name()) + "' " + tensor.describe() + " needs "
                        + (bytes < 0
                                ? "more bytes than a file can have, or no whole number of them"
                                : Count.of(bytes, "byte"))
                        + " but has " + Count.of(tensor.end() - tensor.begin()));
            }
            position = tensor.end();
            byName.put(tensor.name(), tensor);
        }
        if (position != dataBytes) {
            throw fault(file, "its tensors take " + Count.of(position, "byte") + " but " + Count.of(dataBytes)
                    + " follow the header");
        }
        return byName;
    }

    /** Bytes that a tensor's numbers take; −1 where that overflows or is no whole number. */
    private static long bytes(TensorInfo tensor) {
        try {
            long bits = tensor.type().bits();
            for (long dim : tensor.dims()) {
                bits = Math.multiplyExact(bits, dim);
            }
            return bits % 8 == 0 ? bits / 8 : -1;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    static SafetensorsException fault(String file, String problem) {
        return new SafetensorsException("'" + Echo.path(file) + "' is no valid safetensors file: " + problem
                + ". The file is damaged, cut short or of another format.");
    }

    /** One pass over the JSON, token by token, so that a hostile header builds no tree. */
    private static final class Reading {
        final Map<String, String> metadata = new LinkedHashMap<>();
        final List<TensorInfo> tensors = new ArrayList<>();
        private final String file;
        private final JsonParser parser;

        Reading(String file, JsonParser parser) {
            this.file = file;
            this.parser = parser;
        }

        void document() throws IOException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "the header");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!name.equals(METADATA)) {
                    tensor(name, value);
                } else if (value != JsonToken.VALUE_NULL) {
                    metadata(value);
                }
            }
            if (parser.nextToken() != null) {
                throw fault(file, "something follows the header's closing brace");
            }
        }

        private void metadata(JsonToken first) throws IOException {
            expect(first, JsonToken.START_OBJECT, METADATA);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA + " '" + Echo.of(key) + "'");
                metadata.put(key, parser.getText());
            }
        }

        private void tensor(String name, JsonToken first) throws IOException {
            String where = "tensor '" + Echo.of(name) + "'";
            expect(first, JsonToken.START_OBJECT, where);
            @Nullable
            DType type = null;
            @Nullable
            List<Long> dims = null;
            @Nullable
            List<Long> offsets = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (key) {
                    case "dtype" -> type = type(where, value);
                    case "shape" -> dims = numbers(where, key, value);
                    case "data_offsets" -> offsets = numbers(where, key, value);
                    default -> parser.skipChildren();
                }
            }
            if (type == null || dims == null || offsets == null || offsets.size() != 2) {
                throw fault(file, where + " needs a dtype, a shape and two data_offsets");
            }
            tensors.add(new TensorInfo(name, type, dims, offsets.get(0), offsets.get(1)));
        }

        private DType type(String where, JsonToken value) throws IOException {
            expect(value, JsonToken.VALUE_STRING, where + " dtype");
            try {
                return DType.valueOf(parser.getText());
            } catch (IllegalArgumentException e) {
                throw fault(file, where + " has the unknown dtype '" + Echo.of(parser.getText()) + "'");
            }
        }

        private List<Long> numbers(String where, String key, JsonToken value) throws IOException {
            expect(value, JsonToken.START_ARRAY, where + " " + key);
            List<Long> numbers = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, where + " " + key);
                JsonParser.NumberType size = parser.getNumberType();
                if (size == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
                    throw fault(file, where + " has " + Echo.of(parser.getText()) + " in its " + key);
                }
                numbers.add(parser.getLongValue());
            }
            return numbers;
        }

        private void expect(@Nullable JsonToken token, JsonToken expected, String where) {
            if (token != expected) {
                throw fault(file, where + " should be " + switch (expected) {
                    case START_OBJECT -> "an object in braces";
                    case START_ARRAY -> "a list";
                    case VALUE_STRING -> "text";
                    default -> "a list of whole numbers";
                });
            }
        }
    }
}
