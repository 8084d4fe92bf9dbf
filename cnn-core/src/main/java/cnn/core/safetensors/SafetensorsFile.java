package cnn.core.safetensors;

import cnn.api.Tensor;
import cnn.core.file.RegularFile;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file, open for reading. The header is read and checked at once, a tensor's numbers when they are asked
 * for, so that a file may be larger than memory. It goes on showing the file that was opened even if a new one is put
 * in its place. Any number of threads may read.
 *
 * <p>Every method throws {@link SafetensorsException} for what is wrong with the content and {@link UncheckedIOException}
 * for what the file system refuses.
 *
 * <p>Source: the safetensors format, github.com/huggingface/safetensors, "Format".
 */
public final class SafetensorsFile implements AutoCloseable {
    private static final int CHUNK = 1 << 18;

    private final String name;
    private final Source source;
    private final Header header;
    private final long dataStart;

    private SafetensorsFile(String name, Source source) throws IOException {
        this.name = name;
        this.source = source;
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long size = source.size();
        if (size < Long.BYTES) {
            throw Header.fault(name, "it has " + Count.of(size, "byte") + ", too few for the length of a header");
        }
        source.read(0, length);
        long headerBytes = length.getLong(0);
        if (headerBytes < 0 || headerBytes > Header.LIMIT) {
            String start = StandardCharsets.ISO_8859_1.decode(length.rewind()).toString();
            if (start.matches("[\\x20-\\x7e\\s]+")) {
                throw Header.fault(name,
                        "it is a text that begins with \"" + Echo.of(start) + "\", and a model is none");
            }
            throw Header.fault(name, "its header would be " + Long.toUnsignedString(headerBytes)
                    + " bytes long, and the limit is " + Header.LIMIT);
        }
        if (headerBytes > size - Long.BYTES) {
            throw Header.fault(name, "its header should have " + Count.of(headerBytes, "byte") + " but only "
                    + Count.of(size - Long.BYTES) + " are there");
        }
        ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
        source.read(Long.BYTES, json);
        this.dataStart = Long.BYTES + headerBytes;
        this.header = Header.parse(name, text(name, json.flip()), size - dataStart);
    }

    /** Opens a file and checks its header. */
    public static SafetensorsFile open(Path file) {
        try {
            RegularFile.require(file);
            return opened(file.toString(), Source.of(FileChannel.open(file, StandardOpenOption.READ)));
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("The file '" + Echo.path(file) + "' does not exist. Check the path.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + Echo.path(file) + "': " + FileFailure.cause(e), e);
        }
    }

    /**
     * Reads a file that is already in memory, from the class path for example.
     *
     * @param name what to call it in messages
     * @param bytes the whole file; not copied
     */
    public static SafetensorsFile of(String name, byte[] bytes) {
        return opened(name, Source.of(bytes));
    }

    private static SafetensorsFile opened(String name, Source source) {
        try {
            return new SafetensorsFile(name, source);
        } catch (IOException | IllegalArgumentException | OutOfMemoryError e) {
            try {
                source.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            switch (e) {
                case IOException io -> throw new UncheckedIOException("Cannot read '" + Echo.path(name) + "': "
                        + FileFailure.cause(io), io);
                case IllegalArgumentException fault -> throw fault;
                default -> throw tooLarge(name, "its header", e);
            }
        }
    }

    private static String text(String name, ByteBuffer json) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
        } catch (CharacterCodingException e) {
            throw Header.fault(name, "its header is not UTF-8 text");
        }
    }

    /**
     * Reads the whole file once and compares it with the checksum that {@link SafetensorsWriter#checksum} put into it: a
     * single bit that changed, in numbers, names or metadata, is found. A file that came without a checksum passes.
     *
     * @throws SafetensorsException where the file is not what was written
     */
    public void verify() {
        Optional<String> expected = Checksum.in(metadata());
        if (expected.isEmpty()) {
            return;
        }
        byte[] head = new byte[(int) (dataStart - Long.BYTES)];
        String found;
        try {
            source.read(Long.BYTES, ByteBuffer.wrap(head));
            found = Checksum.of(head, source);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + Echo.path(name) + "': " + FileFailure.cause(e), e);
        }
        if (!found.equals(metadata().get(Checksum.KEY))) {
            throw new SafetensorsException("'" + Echo.path(name) + "' is damaged: its checksum should be '"
                    + Echo.of(expected.get()) + "' but its bytes give '" + found + "', so at least one bit is not "
                    + "what was written. Take another copy of the file or write it again. If another program changed "
                    + "it on purpose, let that program leave out the metadata's key '" + Checksum.KEY + "'.");
        }
    }

    /** The file's path, or the name it was given. */
    public String name() {
        return name;
    }

    /** The strings of {@code __metadata__}, in file order. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** What tensors there are, by name, in the order of their bytes. */
    public Map<String, TensorInfo> tensors() {
        return header.tensors();
    }

    /** What the header says of one tensor. Throws {@link SafetensorsException} where there is none of that name. */
    public TensorInfo info(String tensor) {
        @Nullable
        TensorInfo info = header.tensors().get(tensor);
        if (info == null) {
            throw new SafetensorsException("'" + Echo.path(name) + "' has no tensor '" + Echo.of(tensor) + "'. It has "
                    + (tensors().isEmpty()
                            ? "none at all"
                            : String.join(", ", tensors().keySet().stream().limit(20).map(Echo::of)
                                    .toList()))
                    + (tensors().size() > 20 ? " and " + (tensors().size() - 20) + " more." : "."));
        }
        return info;
    }

    /**
     * A tensor's numbers as floats, in row-major order. Takes every format but the 4-, 6- and 8-bit floats and complex
     * numbers; what float cannot hold exactly is rounded.
     */
    public float[] floats(String tensor) {
        TensorInfo info = info(tensor);
        Numbers.ToFloat numbers = Numbers.toFloat(this, info);
        float[] floats = allocate(info, float[]::new);
        chunks(info, (bytes, at, count) -> numbers.convert(bytes, floats, at, count));
        return floats;
    }

    /** A tensor's integers, in row-major order. Throws where it holds floats. */
    public long[] longs(String tensor) {
        TensorInfo info = info(tensor);
        Numbers.ToLong numbers = Numbers.toLong(this, info);
        long[] longs = allocate(info, long[]::new);
        chunks(info, (bytes, at, count) -> numbers.convert(bytes, longs, at, count));
        return longs;
    }

    /** A tensor's numbers as floats with its shape, which must have no empty axis. */
    public Tensor tensor(String tensor) {
        return new Tensor(info(tensor).shape(), floats(tensor));
    }

    /** A tensor's bytes as the file has them. */
    public byte[] bytes(String tensor) {
        TensorInfo info = info(tensor);
        long length = info.end() - info.begin();
        if (length > Integer.MAX_VALUE - 8) {
            throw tooLarge(name, "tensor '" + tensor + "'", null);
        }
        try {
            byte[] bytes = new byte[(int) length];
            read(info.begin(), ByteBuffer.wrap(bytes));
            return bytes;
        } catch (OutOfMemoryError e) {
            throw tooLarge(name, "tensor '" + tensor + "'", e);
        }
    }

    private interface Chunk {
        void accept(ByteBuffer bytes, int at, int count);
    }

    private void chunks(TensorInfo info, Chunk chunk) {
        int width = info.type().bits() / 8;
        int size = (int) info.size();
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(CHUNK, size) * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < size; at += CHUNK) {
            int count = Math.min(CHUNK, size - at);
            read(info.begin() + (long) at * width, buffer.clear().limit(count * width));
            chunk.accept(buffer.flip(), at, count);
        }
    }

    private void read(long position, ByteBuffer into) {
        try {
            source.read(dataStart + position, into);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + Echo.path(name) + "': " + FileFailure.cause(e), e);
        }
    }

    private interface Allocation<A> {
        A of(int size);
    }

    private <A> A allocate(TensorInfo info, Allocation<A> allocation) {
        if (info.size() > Integer.MAX_VALUE - 8) {
            throw tooLarge(name, "tensor '" + info.name() + "' " + info.describe(), null);
        }
        try {
            return allocation.of((int) info.size());
        } catch (OutOfMemoryError e) {
            throw tooLarge(name, "tensor '" + info.name() + "' " + info.describe(), e);
        }
    }

    private static SafetensorsException tooLarge(String name, String what, @Nullable Throwable cause) {
        String message = "'" + Echo.path(name) + "' cannot be held in memory: " + what + " is too large. ";
        return cause == null
                ? new SafetensorsException(message + "One tensor can have at most 2^31 - 9 elements.")
                : new SafetensorsException(message + "Give Java more memory, for example -Xmx8g.", cause);
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close '" + Echo.path(name) + "': " + FileFailure.cause(e), e);
        }
    }
}
