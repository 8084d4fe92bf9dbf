package cnn.core.safetensors;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects tensors and strings and writes them as one safetensors file. The bytes follow from the content alone, not
 * from the order in which it was added: 64-bit tensors first, then by name. Arrays are not copied, so they must not
 * change before the file is written.
 */
public final class SafetensorsWriter {
    private static final int CHUNK = 1 << 20;

    private final TreeMap<String, String> metadata = new TreeMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean withChecksum;

    private record Entry(String name, DType type, int[] dims, int size, Fill fill) {
        long bytes() {
            return (long) size * type.bits() / 8;
        }
    }

    /** Puts numbers {@code from … from + count − 1} into a buffer. */
    private interface Fill {
        void put(ByteBuffer buffer, int from, int count);
    }

    /** An empty file. */
    public SafetensorsWriter() {
    }

    /** Adds strings, for any reader of the file. */
    public SafetensorsWriter metadata(Map<String, String> strings) {
        metadata.putAll(strings);
        return this;
    }

    /** Adds a string. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /**
     * Adds a checksum of the whole file under the key {@code checksum}, which {@link SafetensorsFile#verify} compares. To
     * any other reader of the format it is one more string.
     */
    public SafetensorsWriter checksum() {
        withChecksum = true;
        return metadata(Checksum.KEY, Checksum.BLANK);
    }

    /** Adds floats (F32). */
    public SafetensorsWriter add(String name, Tensor tensor) {
        return add(name, tensor.shape(), tensor.data());
    }

    /** Adds floats (F32), as many as the shape has elements. */
    public SafetensorsWriter add(String name, Shape shape, float[] values) {
        return add(name, DType.F32, shape, values.length,
                (buffer, from, count) -> buffer.asFloatBuffer().put(values, from, count));
    }

    /** Adds integers (I64), as many as the shape has elements. */
    public SafetensorsWriter add(String name, Shape shape, long[] values) {
        return add(name, DType.I64, shape, values.length,
                (buffer, from, count) -> buffer.asLongBuffer().put(values, from, count));
    }

    /** Adds one integer (I64), without any axis. */
    public SafetensorsWriter add(String name, long value) {
        requireNew(name);
        entries.add(new Entry(name, DType.I64, new int[0], 1, (buffer, from, count) -> buffer.putLong(0, value)));
        return this;
    }

    private SafetensorsWriter add(String name, DType type, Shape shape, int length, Fill fill) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "Tensor '" + Echo.of(name) + "' of shape " + shape + " needs " + Count.of(shape.size(), "number")
                            + " but was given " + Count.of(length) + ".");
        }
        requireNew(name);
        entries.add(new Entry(name, type, shape.dims(), length, fill));
        return this;
    }

    private void requireNew(String name) {
        if (name.equals(Header.METADATA) || !names.add(name)) {
            throw new IllegalArgumentException("A safetensors file cannot have a second tensor '" + name
                    + "'. Give every tensor a name of its own other than " + Header.METADATA + ".");
        }
    }

    /**
     * Writes the file, or leaves the one that is there untouched.
     *
     * @throws UncheckedIOException naming the file, the cause and the cure
     */
    public void write(Path file) {
        entries.sort(Comparator.comparing((Entry entry) -> -entry.type.bits()).thenComparing(Entry::name));
        byte[] header = header();
        AtomicFile.write(file, channel -> {
            Checksum checksum = new Checksum(header);
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            drain(channel, buffer.putLong(header.length).flip());
            drain(channel, ByteBuffer.wrap(header));
            for (Entry entry : entries) {
                int width = entry.type.bits() / 8;
                for (int from = 0; from < entry.size; from += CHUNK / width) {
                    int count = Math.min(CHUNK / width, entry.size - from);
                    buffer.clear();
                    entry.fill.put(buffer, from, count);
                    buffer.limit(count * width);
                    if (withChecksum) {
                        checksum.add(buffer);
                    }
                    drain(channel, buffer);
                }
            }
            if (withChecksum) {
                channel.position(Long.BYTES + Checksum.place(header));
                drain(channel, ByteBuffer.wrap(checksum.text().getBytes(StandardCharsets.US_ASCII)));
            }
        });
    }

    private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** The JSON, filled up with spaces so that the numbers start at a multiple of 8 bytes. */
    private byte[] header() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(Header.METADATA);
                for (Map.Entry<String, String> string : metadata.entrySet()) {
                    json.writeStringField(string.getKey(), string.getValue());
                }
                json.writeEndObject();
            }
            long begin = 0;
            for (Entry entry : entries) {
                json.writeObjectFieldStart(entry.name);
                json.writeStringField("dtype", entry.type.name());
                json.writeFieldName("shape");
                json.writeArray(entry.dims, 0, entry.dims.length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {begin, begin + entry.bytes()}, 0, 2);
                json.writeEndObject();
                begin += entry.bytes();
            }
            json.writeEndObject();
        } catch (IOException e) {
            // memory does not fail; Jackson refuses half a surrogate pair
            throw new UncheckedIOException("A name or text cannot be written as UTF-8: " + e.getMessage(), e);
        }
        byte[] text = bytes.toByteArray();
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        if (padded.length > Header.LIMIT) {
            throw new IllegalArgumentException("The names and texts take " + padded.length
                    + " bytes, and a safetensors header can have " + Header.LIMIT + ". Store less text.");
        }
        return padded;
    }
}
