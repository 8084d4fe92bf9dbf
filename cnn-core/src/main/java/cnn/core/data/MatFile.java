package cnn.core.data;

import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads the matrices of bytes in a MATLAB file of level 5, one after the other, compressed or not; others are passed over.
 *
 * <p>Source: The MathWorks, "MAT-File Format", chapter 1, "Level 5 MAT-File Format".
 */
final class MatFile {
    private static final int HEADER = 128;
    private static final int BYTES = 1;
    private static final int UNSIGNED_BYTES = 2;
    private static final int INTS = 5;
    private static final int FLAGS = 6;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;
    private static final int MOST_DIMENSIONS = 16;
    private static final int BUFFER = 1 << 16;

    private MatFile() {
    }

    /** Who takes matrices of unsigned bytes. */
    interface Receiver {
        /**
         * Takes a matrix.
         *
         * @param dimensions lengths; the first index runs fastest in the content
         * @param content as many bytes as the product of the dimensions, to be read or not
         */
        void matrix(String name, int[] dimensions, InputStream content) throws IOException;
    }

    /** Reads all of a file. */
    static void read(Path file, Receiver receiver) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            ByteBuffer header = take(in, HEADER);
            if (header.getShort(124) != 0x0100 || header.getShort(126) != 0x4D49) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(file) + "' is no MATLAB file of level 5 with the lowest byte "
                                + "first. Check which file it is, or get it anew.");
            }
            in.mark(1);
            while (in.read() >= 0) {
                in.reset();
                element(in, receiver);
                in.mark(1);
            }
        } catch (EOFException | ZipException e) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' is cut short or damaged (" + Reason.of(e)
                            + "). Get the file anew.",
                    e);
        } catch (IOException e) {
            throw Folders.unreadable(file, e);
        }
    }

    private static void element(InputStream in, Receiver receiver) throws IOException {
        Tag tag = Tag.of(in);
        Part content = new Part(in, tag.bytes);
        if (tag.type == COMPRESSED) {
            InputStream inflated = new BufferedInputStream(new InflaterInputStream(content), BUFFER);
            Tag inner = Tag.of(inflated);
            Part matrix = new Part(inflated, inner.bytes);
            if (inner.type == MATRIX) {
                matrix(matrix, receiver);
            }
            if (matrix.left < 8 && inflated.readNBytes(16).length > 8) { // what was read has a checksum at the end
                throw new ZipException("a matrix goes on behind its end");
            }
        } else if (tag.type == MATRIX) {
            matrix(content, receiver);
        }
        content.skipRest();
        in.skipNBytes(tag.type == COMPRESSED ? 0 : padding(tag.bytes));
    }

    private static void matrix(Part in, Receiver receiver) throws IOException {
        subelement(in, FLAGS);
        ByteBuffer lengths = subelement(in, INTS);
        ByteBuffer name = subelement(in, BYTES);
        Tag tag = Tag.of(in);
        int[] dimensions = new int[lengths.remaining() / Integer.BYTES];
        long product = 1;
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = lengths.getInt();
            product *= dimensions[i];
            if (dimensions[i] < 0 || product > Integer.MAX_VALUE || dimensions.length > MOST_DIMENSIONS) {
                throw new ZipException("a matrix has absurd dimensions");
            }
        }
        if (tag.type == UNSIGNED_BYTES) {
            if (tag.bytes != product) {
                throw new ZipException("a matrix has " + tag.bytes + " bytes and should have " + product);
            }
            receiver.matrix(StandardCharsets.US_ASCII.decode(name).toString(), dimensions,
                    tag.isSmall ? new Part(in, tag.bytes) : in);
        }
    }

    /** What is small and comes before a matrix's numbers. */
    private static ByteBuffer subelement(InputStream in, int type) throws IOException {
        Tag tag = Tag.of(in);
        if (tag.type != type || tag.bytes > 1 << 16) {
            throw new ZipException("a matrix has a part of kind " + tag.type + " and should have one of kind " + type);
        }
        ByteBuffer content = take(in, (int) tag.bytes);
        in.skipNBytes(tag.isSmall ? 4 - tag.bytes : padding(tag.bytes));
        return content;
    }

    private static long padding(long bytes) {
        return (8 - bytes % 8) % 8;
    }

    private static ByteBuffer take(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("it ends too early");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What comes before every part of a file.
     *
     * @param isSmall whether the content is within the next 4 bytes
     */
    private record Tag(int type, long bytes, boolean isSmall) {
        static Tag of(InputStream in) throws IOException {
            int type = take(in, Integer.BYTES).getInt();
            if (type >>> 16 != 0) {
                if (type >>> 16 > 4) {
                    throw new ZipException("a small part has " + (type >>> 16) + " bytes");
                }
                return new Tag(type & 0xFFFF, type >>> 16, true);
            }
            return new Tag(type, take(in, Integer.BYTES).getInt() & 0xFFFF_FFFFL, false);
        }
    }

    /** So many bytes of another stream, which stays open. */
    private static final class Part extends InputStream {
        private final InputStream in;
        private long left;

        Part(InputStream in, long bytes) {
            this.in = in;
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int at, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, at, (int) Math.min(count, left));
            if (read < 0) {
                throw new EOFException("it ends too early");
            }
            left -= read;
            return read;
        }

        void skipRest() throws IOException {
            in.skipNBytes(left);
            left = 0;
        }
    }
}
